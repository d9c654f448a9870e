/**
 * Faults at random, under load, and an audit of what is left.
 *
 * <p>A {@link io.dbm.it.chaos.Schedule} is drawn from a seed, {@link io.dbm.it.chaos.Caller}s write
 * meanwhile and note in the {@link io.dbm.it.chaos.Ledger} what they were told, and an {@link
 * io.dbm.it.chaos.Audit} compares that with the rows. {@link io.dbm.it.chaos.ChaosRun} is a whole
 * run, {@link io.dbm.it.chaos.Target} what it runs against, and {@link io.dbm.it.chaos.Fault} the
 * place for one more fault.
 */
package io.dbm.it.chaos;

/** Whether a thousand connections are checked in time while a part of them does not answer. */
package io.dbm.benchmarks.health;

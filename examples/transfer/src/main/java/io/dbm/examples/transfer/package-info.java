/**
 * Money that moves through three access layers in one transaction: {@link
 * io.dbm.examples.transfer.Transfer} moves it, and the rest kills what it can meanwhile.
 */
@NullMarked
package io.dbm.examples.transfer;

import org.jspecify.annotations.NullMarked;

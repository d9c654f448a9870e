/** Users that Vault lends: a plugin that asks for them, and a load that notices nothing. */
@NullMarked
package io.dbm.examples.vault;

import org.jspecify.annotations.NullMarked;

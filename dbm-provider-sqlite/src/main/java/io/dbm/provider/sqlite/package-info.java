/** Opens SQLite databases: files, and databases in memory. */
@NullMarked
package io.dbm.provider.sqlite;

import org.jspecify.annotations.NullMarked;

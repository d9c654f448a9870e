package io.dbm;

import java.util.Set;

/**
 * What a change of the configuration has done to the connections; those that it does not name were
 * not touched. One whose database is now of a kind that needs another client, such as MongoDB in
 * place of SQL, is removed and added.
 *
 * @param added are there since
 * @param reopened have a new pool, on which what application code holds goes on
 * @param adjusted have kept their pool, and something beside it is different
 * @param removed are not there any more
 * @since 0.1.0
 */
public record ConfigurationChange(
        Set<String> added, Set<String> reopened, Set<String> adjusted, Set<String> removed) {}

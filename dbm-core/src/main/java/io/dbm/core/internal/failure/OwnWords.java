package io.dbm.core.internal.failure;

/**
 * An exception whose message is dbm's: it holds no secret, and to mask a word of it that happens to
 * be one would give the secret away.
 */
public interface OwnWords {}

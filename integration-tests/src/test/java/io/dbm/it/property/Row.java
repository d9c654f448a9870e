package io.dbm.it.property;

/** A row of table {@code item}. */
public record Row(int id, String name) {}

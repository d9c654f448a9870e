package com.example.books;

/** A row of the table. */
public record Book(String title, int pages) {}

package io.dbm.examples.transfer;

/** A transfer would have overdrawn an account. */
final class InsufficientFundsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InsufficientFundsException(String message) {
        super(message);
    }
}

package io.dbm.access.mybatis;

import org.apache.ibatis.builder.IncompleteElementException;
import org.xml.sax.SAXParseException;

/** Something that a setting names cannot be used; it says why and what to do. */
final class RejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String why;

    RejectedException(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }

    /**
     * Says what went wrong inside MyBatis, which wraps its reasons several deep and repeats each in
     * the message of the next: the innermost is the one to tell, except beneath a reference that
     * leads nowhere.
     */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof IncompleteElementException)) {
            root = root.getCause();
        }
        if (root instanceof SAXParseException parsing) {
            return "line " + parsing.getLineNumber() + ": " + parsing.getMessage();
        }
        String message = root.getMessage();
        return message == null || failure instanceof LinkageError ? root.toString() : message;
    }
}

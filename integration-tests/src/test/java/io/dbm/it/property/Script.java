package io.dbm.it.property;

import io.dbm.Isolation;
import io.dbm.TransactionOptions;
import io.dbm.it.property.Operation.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Work in one transaction.
 *
 * @param myBatisFirst whether MyBatis takes part from the beginning; else from the end at the
 *     latest, since its second-level cache is told nothing of a transaction in which it has no part
 */
record Script(Style style, boolean myBatisFirst, List<Operation> operations) {

    /** How the transaction is begun. */
    enum Style {
        PLAIN,
        BOUND,
        LIMITED,
        ISOLATED;

        /** Returns the options, with this isolation if one other than the default is wanted. */
        TransactionOptions options(Isolation isolation) {
            TransactionOptions defaults = TransactionOptions.defaults();
            return switch (this) {
                case PLAIN -> defaults;
                case BOUND -> defaults.bindToThread();
                case LIMITED -> defaults.timeout(Duration.ofMinutes(1));
                case ISOLATED -> defaults.isolation(isolation);
            };
        }
    }

    /** Returns the scripts that are smaller by one operation, or by the shell of one. */
    List<Script> smaller() {
        return smaller(operations).stream()
                .map(fewer -> new Script(style, myBatisFirst, fewer))
                .toList();
    }

    private static List<List<Operation>> smaller(List<Operation> operations) {
        List<List<Operation>> smaller = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            smaller.add(replace(operations, i, List.of()));
            if (!operation.inner().isEmpty()) {
                smaller.add(replace(operations, i, operation.inner()));
            }
            for (List<Operation> inner : smaller(operation.inner())) {
                smaller.add(replace(operations, i, List.of(operation.with(inner))));
            }
        }
        return smaller;
    }

    private static List<Operation> replace(
            List<Operation> operations, int index, List<Operation> replacement) {
        List<Operation> replaced = new ArrayList<>(operations);
        replaced.remove(index);
        replaced.addAll(index, replacement);
        return replaced;
    }

    @Override
    public String toString() {
        return style
                + " transaction"
                + (myBatisFirst ? ", MyBatis first" : "")
                + "\n"
                + lines(operations, "  ");
    }

    private static String lines(List<Operation> operations, String indent) {
        return operations.stream()
                .map(
                        operation ->
                                indent
                                        + title(operation)
                                        + "\n"
                                        + lines(operation.inner(), indent + "  "))
                .collect(Collectors.joining());
    }

    private static String title(Operation operation) {
        if (operation instanceof Part part) {
            return part.kind()
                    + (part.bound() ? " by the connection" : "")
                    + (part.caught() ? " and caught" : "");
        }
        return operation.with(List.of()).toString();
    }
}

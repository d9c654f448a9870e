package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers batches and calls of the procedures that run and prepare statements. */
final class Requests {

    private static final int EXECUTE_SQL = 10;
    private static final int PREPARE = 11;
    private static final int EXECUTE = 12;
    private static final int PREPARE_AND_EXECUTE = 13;
    private static final int UNPREPARE = 15;
    private static final int NUMBERED = 0xffff;
    private static final int NEXT_CALL = 0xff;

    private final Engine engine;
    private final Map<Integer, String> prepared = new HashMap<>();
    private int lastHandle;

    Requests(Engine engine) {
        this.engine = engine;
    }

    /** Answers a request; the caller ends the reply. */
    void answer(Message request, Tokens tokens) throws IOException {
        request.skipHeaders();
        if (request.type() == Message.BATCH) {
            String batch = request.readText(request.body().remaining() / 2);
            engine.run(batch, List.of(), tokens::done, tokens);
            tokens.endBatch();
        } else {
            while (request.body().hasRemaining()) {
                call(request, tokens);
            }
        }
    }

    private void call(Message request, Tokens tokens) throws IOException {
        int length = request.readShort();
        String name = length == NUMBERED ? "" : request.readText(length);
        int procedure = length == NUMBERED ? request.readShort() : 0;
        request.readShort(); // options
        List<Object> arguments = new ArrayList<>();
        while (request.body().hasRemaining() && !atNextCall(request)) {
            arguments.add(Parameter.read(request));
        }
        switch (procedure) {
            case EXECUTE_SQL -> run((String) arguments.get(0), from(2, arguments), 0, tokens);
            case PREPARE_AND_EXECUTE -> {
                int handle = prepare(arguments);
                run(prepared.get(handle), from(3, arguments), handle, tokens);
            }
            case PREPARE -> run("", List.of(), prepare(arguments), tokens);
            case EXECUTE ->
                    run(prepared.get((Integer) arguments.get(0)), from(1, arguments), 0, tokens);
            case UNPREPARE -> {
                prepared.remove((Integer) arguments.get(0));
                run("", List.of(), 0, tokens);
            }
            default -> {
                tokens.error(ServerError.noSuchProcedure(name + procedure));
                tokens.doneProcedure(true);
            }
        }
    }

    /** Parameters begin with the length of their names, which is never that long. */
    private static boolean atNextCall(Message request) {
        boolean atEnd = (request.body().get(request.body().position()) & 0xff) == NEXT_CALL;
        if (atEnd) {
            request.readByte();
        }
        return atEnd;
    }

    private static List<Object> from(int index, List<Object> arguments) {
        return arguments.subList(Math.min(index, arguments.size()), arguments.size());
    }

    private int prepare(List<Object> arguments) {
        lastHandle++;
        prepared.put(lastHandle, (String) arguments.get(2));
        return lastHandle;
    }

    private void run(String sql, List<Object> parameters, int handle, Tokens tokens)
            throws IOException {
        boolean fine = engine.run(sql, parameters, tokens::doneInProcedure, tokens);
        tokens.returnStatus();
        if (handle != 0) {
            tokens.returnValue(0, handle);
        }
        tokens.doneProcedure(!fine);
    }
}

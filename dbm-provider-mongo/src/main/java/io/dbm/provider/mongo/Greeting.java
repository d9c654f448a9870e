package io.dbm.provider.mongo;

import com.mongodb.ServerAddress;
import com.mongodb.connection.SslSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** What a client says first, and a server answers whoever it is: a hello, or that of TLS. */
final class Greeting {

    private static final int OP_QUERY = 2004;
    private static final int SECONDARY_OK = 4;
    private static final int ONE_AND_CLOSE = -1;
    private static final byte[] COLLECTION = "admin.$cmd\0".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable SSLContext tls;

    private Greeting(@Nullable SSLContext tls) {
        this.tls = tls;
    }

    static Greeting of(SslSettings settings) throws GeneralSecurityException {
        SSLContext given = settings.getContext();
        return new Greeting(
                settings.isEnabled() ? given == null ? SSLContext.getDefault() : given : null);
    }

    ByteBuffer to(ServerAddress server) throws SSLException {
        return tls == null ? hello() : helloOfTls(tls, server);
    }

    private static ByteBuffer helloOfTls(SSLContext tls, ServerAddress server) throws SSLException {
        SSLEngine engine = tls.createSSLEngine(server.getHost(), server.getPort());
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return hello.flip();
    }

    /** The form that servers of all versions understand, and drivers begin with. */
    private static ByteBuffer hello() {
        BsonDocument command =
                new BsonDocument("isMaster", new BsonInt32(1)).append("helloOk", BsonBoolean.TRUE);
        ByteBuffer body =
                new RawBsonDocument(command, new BsonDocumentCodec()).getByteBuffer().asNIO();
        int length = 5 * Integer.BYTES + COLLECTION.length + 2 * Integer.BYTES + body.remaining();
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(1) // the number of the request
                .putInt(0) // and of what it answers
                .putInt(OP_QUERY)
                .putInt(SECONDARY_OK)
                .put(COLLECTION)
                .putInt(0)
                .putInt(ONE_AND_CLOSE)
                .put(body)
                .flip();
    }
}

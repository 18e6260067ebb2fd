import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents lie in the file as BSON: Java's own serialisation took most of the time of a write. */
final class StoredDocument extends BasicDataType<Document> {

    private static final int FIELD_BYTES = 64;

    @Override
    public int compare(Document a, Document b) {
        throw new UnsupportedOperationException("documents are values, never keys");
    }

    /** About what it takes in memory: the file's pages are cut, and its cache is bounded, by it. */
    @Override
    public int getMemory(Document document) {
        return bytes(document);
    }

    private static int bytes(Object value) {
        int bytes = FIELD_BYTES;
        if (value instanceof String) {
            bytes += ((String) value).length();
        } else if (value instanceof Map) {
            for (Object each : ((Map<?, ?>) value).values()) {
                bytes += FIELD_BYTES + bytes(each);
            }
        } else if (value instanceof Collection) {
            for (Object each : (Collection<?>) value) {
                bytes += bytes(each);
            }
        }
        return bytes;
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        ByteBuf bson = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bson);
        buffer.putVarInt(bson.readableBytes());
        buffer.put(ByteBuffer.wrap(bson.array(), bson.arrayOffset(), bson.readableBytes()));
    }

    @Override
    public Document read(ByteBuffer buffer) {
        byte[] bson = new byte[DataUtils.readVarInt(buffer)];
        buffer.get(bson);
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bson));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}

import de.bwaldvogel.mongo.backend.ValueComparator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/** Keys of a sorted index in MongoDB's order of values; a prefix stands before all that begins with it. */
final class KeyOrder extends BasicDataType<List<Object>> {

    /** Stands behind every value; only ever asked for, never stored. */
    static final Object LAST = new Object();

    private final ObjectDataType any = new ObjectDataType();

    static int order(List<Object> a, List<Object> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            int order = x == LAST || y == LAST
                ? Boolean.compare(x == LAST, y == LAST)
                : ValueComparator.ascWithoutListHandling().compare(x, y);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    @Override
    public int compare(List<Object> a, List<Object> b) {
        return order(a, b);
    }

    @Override
    public int getMemory(List<Object> key) {
        return 100 * (1 + key.size());
    }

    @Override
    public void write(WriteBuffer buffer, List<Object> key) {
        buffer.putVarInt(key.size());
        key.forEach(value -> any.write(buffer, value));
    }

    @Override
    public List<Object> read(ByteBuffer buffer) {
        List<Object> key = new ArrayList<>();
        for (int left = DataUtils.readVarInt(buffer); left > 0; left--) {
            key.add(any.read(buffer));
        }
        return key;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public List<Object>[] createStorage(int size) {
        return new List[size];
    }
}

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A unique index whose sparse form also sees fields inside arrays: the library's own takes those for absent. */
final class UniqueIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<List<Object>, Object> entries;
    private final boolean isNew;

    UniqueIndex(MVStore file, String map, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        isNew = !file.hasMap(map);
        entries = file.openMap(map, new MVMap.Builder<List<Object>, Object>().keyType(new KeyOrder()));
    }

    @Override
    public Set<KeyValue> getKeyValues(Document document) {
        Set<KeyValue> values = new LinkedHashSet<>();
        Keys.of(document, keys(), isSparse()).forEach(key -> values.add(new KeyValue(key).normalized()));
        return values;
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Object> collection) {
        check(document, null, collection);
    }

    @Override
    public synchronized void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        check(after, Missing.ofNullable(before.get("_id")), collection);
    }

    /** A position is a document's _id. */
    private void check(Document document, Object own, MongoCollection<Object> collection) {
        for (KeyValue key : getKeyValues(document)) {
            Object taken = getPosition(key);
            if (taken != null && !taken.equals(own)) {
                throw new DuplicateKeyError(this, collection, getKeys(), key);
            }
        }
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        checkAdd(document, collection);
        getKeyValues(document).forEach(key -> putKeyPosition(key, position));
    }

    @Override
    public synchronized Object remove(Document document) {
        Object position = null;
        for (KeyValue key : getKeyValues(document)) {
            Object removed = removeDocument(key);
            position = removed == null ? position : removed;
        }
        return position;
    }

    @Override
    protected Object removeDocument(KeyValue key) {
        return entries.remove(listed(key));
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return entries.putIfAbsent(listed(key), Missing.ofNullable(position)) == null;
    }

    @Override
    protected Object getPosition(KeyValue key) {
        return entries.get(listed(key));
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        List<Entry<KeyValue, Object>> all = new ArrayList<>();
        entries.entrySet().forEach(entry -> all.add(Map.entry(new KeyValue(entry.getKey()), entry.getValue())));
        return all;
    }

    private static List<Object> listed(KeyValue key) {
        List<Object> values = new ArrayList<>();
        key.forEach(values::add);
        return values;
    }

    /** Whether the collection has to fill it: an old one that is empty would cost a scan at every start. */
    @Override
    public boolean isEmpty() {
        return isNew;
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}

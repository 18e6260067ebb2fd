import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A killed process loses nothing that it has answered: whatever was written is in the file before any answer goes out. */
final class DurableBackend extends H2Backend {

    /** Without this the file grows without end under load; it costs a quarter of the writes, so not while it is small. */
    private static final long TIDY_ABOVE_BYTES = 64L << 20;
    private static final int TIDY_EVERY_COMMITS = 400;
    private static final int TIDY_BYTES = 16 << 20;
    private static final int FILL_PERCENT = 60;
    private static final int CANNOT_WRITE = 74;

    private final ReadWriteLock commands = new ReentrantReadWriteLock();
    private long commits;

    DurableBackend(MVStore file) {
        super(file);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        commands.readLock().lock();
        try {
            return super.handleMessage(message);
        } finally {
            commands.readLock().unlock();
            commit();
        }
    }

    /** After reads too: they may have seen a write of another client that is not in the file yet. */
    @Override
    public void commit() {
        // Alone: a command writes several maps, and half of one in the file would survive a kill.
        commands.writeLock().lock();
        try {
            getMvStore().commit();
            if (++commits % TIDY_EVERY_COMMITS == 0 && getMvStore().getFileStore().size() > TIDY_ABOVE_BYTES) {
                getMvStore().compact(FILL_PERCENT, TIDY_BYTES);
            }
        } catch (RuntimeException unwritten) {
            // A full disk closes the file for good, even once there is room again: only a new start helps.
            System.err.println("the file cannot be written: " + unwritten.getMessage());
            Runtime.getRuntime().halt(CANNOT_WRITE);
        } finally {
            commands.writeLock().unlock();
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name);
    }

    /** An inner class: the constructor of H2Database calls these methods before any field here would be set. */
    private final class IndexedDatabase extends H2Database {

        IndexedDatabase(String name) {
            super(name, DurableBackend.this.getMvStore(), DurableBackend.this.getCursorRegistry());
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
            String name = getDatabaseName() + "." + collection;
            MVStore file = getMvStore();
            MVMap<Object, Document> documents = file.openMap("databases." + name,
                new MVMap.Builder<Object, Document>().valueType(new StoredDocument()));
            return new IndexedCollection(this, collection, options, documents, file.openMap("meta." + name),
                cursorRegistry);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(
                String collection, String name, List<IndexKey> keys, boolean sparse) {
            return new UniqueIndex(getMvStore(), mapOf(collection, name), name, keys, sparse);
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(
                String collection, String name, List<IndexKey> keys, boolean sparse) {
            return new SortedIndex(getMvStore(), mapOf(collection, name), name, keys, sparse);
        }

        /** As H2Database names it: that is what removes the map when an index, collection or database is dropped. */
        private String mapOf(String collection, String index) {
            return getDatabaseName() + "." + collection + "._index_" + index;
        }
    }
}

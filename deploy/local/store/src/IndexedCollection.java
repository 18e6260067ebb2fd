import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;

/** Answers from an index whatever an index can narrow, and never changes a stored document in place. */
final class IndexedCollection extends H2Collection {

    IndexedCollection(MongoDatabase database, String name, CollectionOptions options,
            MVMap<Object, Document> documents, MVMap<String, Object> meta, CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
    }

    /** Positions from an index whose fields the filter contains; the rest of the filter is matched on what they hold. */
    @Override
    protected synchronized QueryResult queryDocuments(
            Document query, Document order, int skip, int limit, int batch, Document fields) {
        Iterable<Object> positions = positions(query);
        return positions == null
            ? matchDocuments(query, order, skip, limit, batch, fields)
            : matchDocuments(query, positions, order, skip, limit, batch, fields);
    }

    private Iterable<Object> positions(Document query) {
        SortedIndex best = null;
        for (Index<Object> index : getIndexes()) {
            if (index instanceof SortedIndex) {
                SortedIndex sorted = (SortedIndex) index;
                if (sorted.narrows(query) > (best == null ? 0 : best.narrows(query))) {
                    best = sorted;
                }
            } else {
                Document part = part(query, index);
                if (part != null && index.canHandle(part)) {
                    return index.getPositions(part);
                }
            }
        }
        return best == null ? null : best.getPositions(query);
    }

    /** The part of a filter that a unique index answers alone, or null: null matches what a sparse index leaves out. */
    private static Document part(Document query, Index<Object> index) {
        Document part = new Document();
        for (IndexKey key : index.getKeys()) {
            Object value = query.get(key.getKey());
            if (value == null || value instanceof Collection || holdsNull(value)) {
                return null;
            }
            part.put(key.getKey(), value);
        }
        return part;
    }

    private static boolean holdsNull(Object value) {
        Object in = value instanceof Document ? ((Document) value).get("$in") : null;
        return in instanceof Collection && ((Collection<?>) in).stream().anyMatch(Objects::isNull);
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    /** Copies: an update works on what it is given here, while other threads write the stored one to a client or a file. */
    @Override
    protected QueryResult createQueryResult(List<Document> found, int batch) {
        return super.createQueryResult(found.stream().map(Document::clone).collect(Collectors.toList()), batch);
    }
}

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys under which an index files a document. */
final class Keys {

    private Keys() {}

    /**
     * One key, or one for each element of an array, be it of values or of documents that hold the field; none for a
     * document that a sparse index leaves out, because it has none of the fields.
     */
    static Set<List<Object>> of(Document document, List<String> fields, boolean sparse) {
        List<Object> values = new ArrayList<>();
        fields.forEach(field -> values.add(Utils.getSubdocumentValueCollectionAware(document, field)));
        if (sparse && values.stream().allMatch(Keys::isAbsent)) {
            return Set.of();
        }
        List<List<Object>> keys = List.of(List.of());
        for (Object value : values) {
            keys = extend(keys, isArray(value) ? (Collection<?>) value : Collections.singletonList(single(value)));
        }
        return new LinkedHashSet<>(keys);
    }

    static boolean haveArray(Document document, List<String> fields) {
        return fields.stream().anyMatch(field -> isArray(Utils.getSubdocumentValueCollectionAware(document, field)));
    }

    /** Every prefix with every value behind it. */
    static List<List<Object>> extend(Collection<List<Object>> prefixes, Collection<?> values) {
        List<List<Object>> longer = new ArrayList<>();
        prefixes.forEach(prefix -> values.forEach(value -> longer.add(with(prefix, value))));
        return longer;
    }

    static List<Object> with(List<Object> prefix, Object value) {
        List<Object> longer = new ArrayList<>(prefix);
        longer.add(value instanceof Missing ? null : value);
        return longer;
    }

    private static boolean isArray(Object value) {
        return value instanceof Collection && !((Collection<?>) value).isEmpty();
    }

    private static Object single(Object value) {
        return value instanceof Collection ? null : value;
    }

    private static boolean isAbsent(Object value) {
        return value instanceof Missing
            || value instanceof Collection && ((Collection<?>) value).stream().allMatch(Missing.class::isInstance);
    }
}

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;
import org.h2.mvstore.MVStore;

/** Starts the store: Store [port] [file]. Listens on 127.0.0.1 only and prints "ready" when it does. */
public final class Store {

    /** MongoDB 5.0: the drivers of today refuse what speaks less than wire version 9. */
    private static final class Version implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 13;
        }
    }

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        // Only DurableBackend commits: a commit on a timer could fall into the middle of a command.
        MVStore file = new MVStore.Builder().fileName(args[1]).autoCommitDisabled().open();
        file.setRetentionTime(0); // else every commit of the last 45 s stays in the file
        DurableBackend backend = new DurableBackend(file);
        backend.version(new Version());
        MongoServer server = new MongoServer(backend);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind("127.0.0.1", port);
        System.out.println("ready");
    }
}

import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.common.acl.*;
import org.apache.kafka.common.resource.*;

/** Does on a broker what kafka-acls.sh and kafka-configs.sh would: those tools are not among the server's own jars. */
class Acls {
    public static void main(String[] args) throws Exception {
        var rules = new ArrayList<AclBinding>();
        var users = new ArrayList<UserScramCredentialAlteration>();
        for (String line : System.console() == null ? new String(System.in.readAllBytes()).split("\n") : args) {
            String[] word = line.split(" ");
            if (word[0].equals("user")) {
                var how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192);
                users.add(new UserScramCredentialUpsertion(word[1], how, word[2]));
            } else {
                var pattern = new ResourcePattern(
                        ResourceType.fromString(word[2]), word[4], PatternType.valueOf(word[3].toUpperCase()));
                var entry = new AccessControlEntry(
                        word[0], "*", AclOperation.fromString(word[1]), AclPermissionType.ALLOW);
                rules.add(new AclBinding(pattern, entry));
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0], "default.api.timeout.ms", "9000", "request.timeout.ms", "4000"))) {
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(rules).all().get();
        }
    }
}

// All instances with a tag
package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.example_owner.infobip.InfobipFunctions;
import io.github.example_owner.infobip.inputs.GetInfoBipInstancesArgs;
import java.util.stream.Collectors;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        final var production = InfobipFunctions.getInfoBipInstances(GetInfoBipInstancesArgs.builder()
            .tags("production")
            .build());

        ctx.export("ids", production.applyValue(found ->
            found.instances().stream().map(instance -> instance.id()).collect(Collectors.toList())));
    }
}

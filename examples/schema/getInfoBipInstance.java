// An instance by its name, and its token
package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.resources.CustomResourceOptions;
import io.github.example_owner.infobip.InfoBipInstance;
import io.github.example_owner.infobip.InfobipFunctions;
import io.github.example_owner.infobip.inputs.GetInfoBipInstanceArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        final var found = InfobipFunctions.getInfoBipInstance(GetInfoBipInstanceArgs.builder()
            .name("sms-production")
            .build());
        var sms = InfoBipInstance.get("sms", found.applyValue(instance -> instance.id()), CustomResourceOptions.Empty);

        ctx.export("instanceId", sms.id());
        ctx.export("token", sms.token());
    }
}

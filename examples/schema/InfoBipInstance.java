// An instance and its token
package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.github.example_owner.infobip.InfoBipInstance;
import io.github.example_owner.infobip.InfoBipInstanceArgs;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        final var config = ctx.config();
        var sms = new InfoBipInstance("sms", InfoBipInstanceArgs.builder()
            .sender("+17777777777")
            .username(config.require("infobipUsername"))
            .password(config.requireSecret("infobipPassword"))
            .callbackUrl("https://www.example.com/auth")
            .tags("production")
            .build());

        ctx.export("instanceId", sms.id());
        ctx.export("token", sms.token());
    }
}

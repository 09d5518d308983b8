// Two InfoBip instances: one for texts to customers, with a name of its own, and one for alerts. The same as ../yaml, in Go.
package main

import (
	"fmt"

	"github.com/example-owner/pulumi-infobip/sdk/go/infobip"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		conf := config.New(ctx, "")
		username := orDefault(conf.Get("infobipUsername"), "acme")
		password := conf.RequireSecret("infobipPassword")
		callbackURL := fmt.Sprintf("https://%s/infobip/%s", orDefault(conf.Get("callbackHost"), "www.example.com"), ctx.Stack())

		sms, err := infobip.NewInfoBipInstance(ctx, "sms", &infobip.InfoBipInstanceArgs{
			Name:        pulumi.String("customer-texts-" + ctx.Stack()),
			Sender:      pulumi.String("+17777777777"),
			Username:    pulumi.String(username),
			Password:    password,
			CallbackUrl: pulumi.String(callbackURL + "/texts"),
			Tags:        pulumi.ToStringArray([]string{"sms", "team-" + orDefault(conf.Get("team"), "platform")}),
		})
		if err != nil {
			return err
		}

		// No name here: the provider makes one from "alerts" and keeps it.
		alerts, err := infobip.NewInfoBipInstance(ctx, "alerts", &infobip.InfoBipInstanceArgs{
			Sender:      pulumi.String("+17777777778"),
			Username:    pulumi.String(username),
			Password:    password,
			CallbackUrl: pulumi.String(callbackURL + "/alerts"),
			Tags:        pulumi.StringArray{pulumi.String("alerts"), pulumi.Sprintf("after-%s", sms.ID())},
		})
		if err != nil {
			return err
		}

		ctx.Export("id", sms.ID())
		ctx.Export("token", sms.Token) // a secret: `pulumi stack output token --show-secrets`
		ctx.Export("valid", sms.Valid)
		ctx.Export("alertsName", alerts.Name)
		return nil
	})
}

func orDefault(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

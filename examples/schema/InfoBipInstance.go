// An instance and its token
package main

import (
	"github.com/example-owner/pulumi-infobip/sdk/go/infobip"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		conf := config.New(ctx, "")
		sms, err := infobip.NewInfoBipInstance(ctx, "sms", &infobip.InfoBipInstanceArgs{
			Sender:      pulumi.String("+17777777777"),
			Username:    pulumi.String(conf.Require("infobipUsername")),
			Password:    conf.RequireSecret("infobipPassword"),
			CallbackUrl: pulumi.String("https://www.example.com/auth"),
			Tags:        pulumi.StringArray{pulumi.String("production")},
		})
		if err != nil {
			return err
		}

		ctx.Export("instanceId", sms.ID())
		ctx.Export("token", sms.Token)
		return nil
	})
}

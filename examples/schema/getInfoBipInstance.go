// An instance by its name, and its token
package main

import (
	"github.com/example-owner/pulumi-infobip/sdk/go/infobip"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		found, err := infobip.LookupInfoBipInstance(ctx, &infobip.LookupInfoBipInstanceArgs{
			Name: pulumi.StringRef("sms-production"),
		})
		if err != nil {
			return err
		}

		sms, err := infobip.GetInfoBipInstance(ctx, "sms", pulumi.ID(found.Id), nil)
		if err != nil {
			return err
		}

		ctx.Export("instanceId", sms.ID())
		ctx.Export("token", sms.Token)
		return nil
	})
}

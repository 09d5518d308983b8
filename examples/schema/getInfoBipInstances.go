// All instances with a tag
package main

import (
	"github.com/example-owner/pulumi-infobip/sdk/go/infobip"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		production, err := infobip.GetInfoBipInstances(ctx, &infobip.GetInfoBipInstancesArgs{
			Tags: []string{"production"},
		})
		if err != nil {
			return err
		}

		ids := pulumi.StringArray{}
		for _, instance := range production.Instances {
			ids = append(ids, pulumi.String(instance.Id))
		}

		ctx.Export("ids", ids)
		return nil
	})
}

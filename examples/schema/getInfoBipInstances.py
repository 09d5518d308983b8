# All instances with a tag
import pulumi
import pulumi_infobip as infobip

production = infobip.get_info_bip_instances_output(tags=["production"])

pulumi.export("ids", production.instances.apply(lambda found: [instance.id for instance in found]))

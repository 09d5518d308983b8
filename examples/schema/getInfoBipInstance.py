# An instance by its name, and its token
import pulumi
import pulumi_infobip as infobip

found = infobip.get_info_bip_instance_output(name="sms-production")
sms = infobip.InfoBipInstance.get("sms", found.id)

pulumi.export("instanceId", sms.id)
pulumi.export("token", sms.token)

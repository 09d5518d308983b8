# An instance and its token
import pulumi
import pulumi_infobip as infobip

config = pulumi.Config()
sms = infobip.InfoBipInstance("sms",
    sender="+17777777777",
    username=config.require("infobipUsername"),
    password=config.require_secret("infobipPassword"),
    callback_url="https://www.example.com/auth",
    tags=["production"])

pulumi.export("instanceId", sms.id)
pulumi.export("token", sms.token)

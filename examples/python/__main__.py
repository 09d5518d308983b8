"""Two InfoBip instances: one for texts to customers, with a name of its own, and one for alerts. The same as ../yaml, in Python."""

import pulumi
import pulumi_infobip as infobip

config = pulumi.Config()
username = config.get("infobipUsername") or "acme"
password = config.require_secret("infobipPassword")
stack = pulumi.get_stack()
callback_url = f"https://{config.get('callbackHost') or 'www.example.com'}/infobip/{stack}"

sms = infobip.InfoBipInstance(
    "sms",
    name=f"customer-texts-{stack}",
    sender="+17777777777",
    username=username,
    password=password,
    callback_url=f"{callback_url}/texts",
    tags=["sms", f"team-{config.get('team') or 'platform'}"],
)

# No name here: the provider makes one from "alerts" and keeps it.
alerts = infobip.InfoBipInstance(
    "alerts",
    sender="+17777777778",
    username=username,
    password=password,
    callback_url=f"{callback_url}/alerts",
    tags=["alerts", pulumi.Output.concat("after-", sms.id)],
)

pulumi.export("id", sms.id)
pulumi.export("token", sms.token)  # a secret: `pulumi stack output token --show-secrets`
pulumi.export("valid", sms.valid)
pulumi.export("alertsName", alerts.name)

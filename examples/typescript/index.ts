// Two InfoBip instances: one for texts to customers, with a name of its own, and one for alerts. The same as ../yaml, in TypeScript.
import * as pulumi from "@pulumi/pulumi";
import * as infobip from "pulumi-infobip";

const config = new pulumi.Config();
const username = config.get("infobipUsername") ?? "acme";
const password = config.requireSecret("infobipPassword");
const callbackUrl = `https://${config.get("callbackHost") ?? "www.example.com"}/infobip/${pulumi.getStack()}`;

const sms = new infobip.InfoBipInstance("sms", {
    name: `customer-texts-${pulumi.getStack()}`,
    sender: "+17777777777",
    username,
    password,
    callbackUrl: `${callbackUrl}/texts`,
    tags: ["sms", `team-${config.get("team") ?? "platform"}`],
});

// No name here: the provider makes one from "alerts" and keeps it.
const alerts = new infobip.InfoBipInstance("alerts", {
    sender: "+17777777778",
    username,
    password,
    callbackUrl: `${callbackUrl}/alerts`,
    tags: ["alerts", pulumi.interpolate`after-${sms.id}`],
});

export const id = sms.id;
export const token = sms.token; // a secret: `pulumi stack output token --show-secrets`
export const valid = sms.valid;
export const alertsName = alerts.name;

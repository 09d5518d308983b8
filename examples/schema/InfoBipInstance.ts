// An instance and its token
import * as pulumi from "@pulumi/pulumi";
import * as infobip from "pulumi-infobip";

const config = new pulumi.Config();
const sms = new infobip.InfoBipInstance("sms", {
    sender: "+17777777777",
    username: config.require("infobipUsername"),
    password: config.requireSecret("infobipPassword"),
    callbackUrl: "https://www.example.com/auth",
    tags: ["production"],
});

export const instanceId = sms.id;
export const token = sms.token;

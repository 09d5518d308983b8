// Prints the types of the TypeScript SDK, made from schema.json, so that programs can be checked where the generated SDK is not at hand.
import { readFileSync } from "node:fs";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const nameOf = token => token.split(":").at(-1);
const upper = name => name[0].toUpperCase() + name.slice(1);

function type(property, input) {
    const wrap = inner => (input ? `pulumi.Input<${inner}>` : inner);
    if (property.$ref) {
        const name = property.$ref.slice("#/types/".length);
        return schema.types[name].enum ? wrap(schema.types[name].enum.map(value => JSON.stringify(value.value)).join(" | ")) : wrap(nameOf(name));
    }
    if (property.oneOf) return property.oneOf.map(one => type(one, input)).join(" | ");
    switch (property.type) {
        case "array": return wrap(`${type(property.items, input)}[]`);
        case "object": return wrap(`{ [key: string]: ${type(property.additionalProperties, input)} }`);
        case "integer": case "number": return wrap("number");
        case "string": case "boolean": return wrap(property.type);
        default: throw new Error(`No type is known for ${JSON.stringify(property)}`);
    }
}

const members = (properties, required, input) => Object.entries(properties ?? {})
    .map(([name, property]) => `    ${name}${(required ?? []).includes(name) ? "" : "?"}: ${type(property, input)};`).join("\n");

const lines = [`import * as pulumi from "@pulumi/pulumi";`];
for (const [token, declared] of Object.entries(schema.types)) {
    if (!declared.enum) lines.push(`export interface ${nameOf(token)} {\n${members(declared.properties, declared.required, false)}\n}`);
}

const resources = { ...schema.resources, Provider: schema.provider };
for (const [token, resource] of Object.entries(resources)) {
    const name = nameOf(token);
    const outputs = Object.entries(resource.properties)
        .map(([output, property]) => `    readonly ${output}: pulumi.Output<${type(property, false)}${(resource.required ?? []).includes(output) ? "" : " | undefined"}>;`);
    const isProvider = name === "Provider";
    lines.push(`export interface ${name}Args {\n${members(resource.inputProperties, resource.requiredInputs, true)}\n}`);
    lines.push(`export class ${name} extends pulumi.${isProvider ? "ProviderResource" : "CustomResource"} {`);
    if (!isProvider) lines.push(`    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ${name};`);
    lines.push(`    constructor(name: string, args${isProvider ? "?" : ""}: ${name}Args, opts?: pulumi.ResourceOptions);`, ...outputs, "}");
}

for (const [token, called] of Object.entries(schema.functions)) {
    const name = nameOf(token);
    lines.push(`export interface ${upper(name)}Result {\n${members(called.outputs.properties, called.outputs.required, false)}\n}`);
    lines.push(`export interface ${upper(name)}Args {\n${members(called.inputs.properties, called.inputs.required, false)}\n}`);
    lines.push(`export interface ${upper(name)}OutputArgs {\n${members(called.inputs.properties, called.inputs.required, true)}\n}`);
    lines.push(`export function ${name}(args?: ${upper(name)}Args, opts?: pulumi.InvokeOptions): Promise<${upper(name)}Result>;`);
    lines.push(`export function ${name}Output(args?: ${upper(name)}OutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<${upper(name)}Result>;`);
}
console.log(lines.join("\n"));

// The page at the root: what the sandbox holds, for a person in a browser.
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Pages;

/// <summary>Writes the page. It loads nothing, runs nothing and shows no secret.</summary>
internal static class StatusPage
{
    // Enough to see what happened last; the rest is in the control API.
    private const int Shown = 50;

    private const string Hidden = "••••";

    public static async Task WriteAsync(HttpContext context, SandboxServer server)
    {
        context.Response.ContentType = "text/html;charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Html(server), context.RequestAborted);
    }

    private static string Html(SandboxServer server)
    {
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Append("<title>Sandbox of the instances API</title><style>").Append(StatusPageStyle.Css).Append("</style></head><body><main>\n");
        page.Append("<header><h1>Sandbox of the instances API</h1><dl>");
        foreach (var dialect in (ReadOnlySpan<Dialect>)[Dialect.YourMom, Dialect.Element])
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{dialect.Word}</dt><dd><code>{Text(server.BaseUrl(dialect.Word).ToString())}</code></dd>");
        }

        page.Append("</dl></header>\n");
        Instances(page, server.Instances);
        Requests(page, server.Requests);
        Faults(page, server.Faults);
        Behaviours(page, server.Options.Behaviours);
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Instances(StringBuilder page, IReadOnlyList<SandboxInstance> instances) => Table(
        page,
        "Instances",
        instances.Count,
        "No instances. POST one to a base URL above.",
        ["Id", "Name", "Connector", "Tags", "State", "Created", "Configuration and token"],
        instances.Reverse().Take(Shown).Select(instance => (string[])
        [
            Number(instance.Id),
            $"<strong>{Text(instance.Name)}</strong>",
            Text(instance.ConnectorKey),
            string.Concat(instance.Tags.Select(tag => $"<span class=\"tag\">{Text(tag)}</span> ")),
            State(instance),
            Time(instance.CreatedDate),
            Configuration(instance),
        ]));

    private static string State(SandboxInstance instance) =>
        (instance.Valid ? "<span class=\"good\">valid</span>" : "<span class=\"bad\">not valid</span>")
        + (instance.Disabled ? " <span class=\"bad\">disabled</span>" : "");

    private static string Configuration(SandboxInstance instance)
    {
        StringBuilder list = new("<details><summary>");
        list.Append(CultureInfo.InvariantCulture, $"{instance.Configuration.Count} entries</summary><ul>");
        foreach (var (key, value) in instance.Configuration.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            list.Append(CultureInfo.InvariantCulture, $"<li><code>{Text(key)}</code> {(Entries.IsSecret(key) ? Hidden : Text(value))}</li>");
        }

        return list.Append(CultureInfo.InvariantCulture, $"<li>token {Hidden}</li></ul></details>").ToString();
    }

    private static void Requests(StringBuilder page, IReadOnlyList<RecordedRequest> requests) => Table(
        page,
        "Requests",
        requests.Count,
        "No requests yet.",
        ["Time", "Request", "Answer", "Fault", "Request id"],
        requests.Reverse().Take(Shown).Select(request => (string[])
        [
            Time(request.Time),
            $"<strong>{Text(request.Method)}</strong> <code>{Text(request.Path + request.Query)}</code>",
            Answer(request),
            request.Fault is { } fault ? $"<span class=\"bad\">{fault}</span>" : "",
            $"<code>{Text(request.RequestId)}</code>",
        ]));

    private static string Answer(RecordedRequest request) => request switch
    {
        { Status: { } status } => $"<span class=\"{(status < 400 ? "good" : "bad")}\">{Number(status)}</span>",
        { Done: true } => "<span class=\"bad\">cut</span>",
        _ => "under way",
    };

    private static void Faults(StringBuilder page, FaultInjector faults) => Table(
        page,
        "Faults injected",
        faults.Injected.Count,
        $"No faults injected; {Number(faults.Hits)} requests hit so far.",
        ["Kind", "Requests", "Rate", "Left", "Hits"],
        faults.Injected.Take(Shown).Select(active => (string[])
        [
            Text($"{active.Fault.Kind} {active.Fault.StatusCode}"),
            $"<code>{Text($"{active.Fault.Method ?? "any"} {active.Fault.Path ?? "*"}")}</code>",
            active.Fault.Rate?.ToString("P1", CultureInfo.InvariantCulture) ?? "every one",
            active.Left is { } left ? Number(left) : "no end",
            Number(active.Hits),
        ]));

    private static void Behaviours(StringBuilder page, SandboxBehaviours current)
    {
        var changed = SandboxBehaviours.All.Where(one => current[one.Name] != one.Default).ToArray();
        Table(
            page,
            "Behaviours changed",
            changed.Length,
            "Every behaviour is at its default.",
            ["Name", "Value", "Default", "Meaning"],
            changed.Select(one => (string[])[$"<code>{one.Name}</code>", Text(current[one.Name]), Text(one.Default), Text(one.Meaning)]));
    }

    private static void Table(StringBuilder page, string title, int count, string nothing, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{title} <small>{count}{(count > Shown ? $", {Shown} shown" : "")}</small></h2>");
        if (count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{nothing}</p></section>\n");
            return;
        }

        page.Append("<div class=\"wide\"><table><thead><tr>").AppendJoin("", heads.Select(head => $"<th scope=\"col\">{head}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{cell}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody></table></div></section>\n");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => $"<time>{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</time>";
}

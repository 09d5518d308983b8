// The sandbox's own API under /sandbox: to see, to edit and to inject faults from another process.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>Needs no secrets, shows none, has no faults and leaves no trace in the log.</summary>
internal static class ControlApi
{
    public static void Map(WebApplication app, SandboxServer server)
    {
        Handle("GET", "/sandbox/requests", _ => ControlViews.Requests(server));
        Handle("DELETE", "/sandbox/requests", _ =>
        {
            server.ClearRequests();
            return Nothing;
        });
        Handle("GET", "/sandbox/instances", _ => ControlViews.Instances(server));
        Handle("POST", "/sandbox/instances", request => AddInstance(request, server));
        Handle("PATCH", "/sandbox/instances/{id}", request => EditInstance(request, server));
        Handle("DELETE", "/sandbox/instances/{id}", request => server.Remove(Id(request)) ? Nothing : throw NoInstance(Id(request)));
        Handle("GET", "/sandbox/faults", _ => ControlViews.Faults(server));
        Handle("POST", "/sandbox/faults", request => InjectFault(request, server));
        Handle("DELETE", "/sandbox/faults", _ =>
        {
            server.Faults.Clear();
            return Nothing;
        });
        Handle("GET", "/sandbox/behaviours", _ => ControlViews.Behaviours(server));
        Handle("POST", "/sandbox/behaviours", request => Behave(request, server, current => current));
        Handle("PUT", "/sandbox/behaviours", request => Behave(request, server, _ => SandboxBehaviours.Default));
        Handle("DELETE", "/sandbox/behaviours", _ =>
        {
            server.Behave(_ => SandboxBehaviours.Default);
            return Nothing;
        });
        app.Map("/sandbox/{*rest}", context => WriteAsync(context, Message(404, $"The control API has no {context.Request.Method} {context.Request.Path}.")));

        void Handle(string method, string path, Func<ControlRequest, ApiAnswer> answer) =>
            app.MapMethods(path, [method], context => AnswerAsync(context, answer));
    }

    private static ApiAnswer Nothing => new(204, null, default);

    private static async Task AnswerAsync(HttpContext context, Func<ControlRequest, ApiAnswer> answer)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        ApiAnswer result;
        try
        {
            result = answer(new(context.GetRouteValue("id") as string, body.ToArray()));
        }
        catch (ApiRefusalException refusal)
        {
            result = Message(refusal.Status, refusal.Message);
        }

        await WriteAsync(context, result);
    }

    private static ApiAnswer InjectFault(ControlRequest request, SandboxServer server)
    {
        try
        {
            server.Faults.Inject(Read(request, ControlJson.Default.FaultJson).ToFault());
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new ApiRefusalException(400, exception.Message);
        }

        return ControlViews.Faults(server, 201);
    }

    private static ApiAnswer Behave(ControlRequest request, SandboxServer server, Func<SandboxBehaviours, SandboxBehaviours> from)
    {
        // A value may be given as the number or the switch that it looks like.
        var settings = Read(request, ControlJson.Default.DictionaryStringJsonElement).Select(setting =>
            $"{setting.Key}={(setting.Value.ValueKind == JsonValueKind.String ? setting.Value.GetString() : setting.Value.GetRawText())}").ToArray();
        try
        {
            server.Behave(current => from(current).With(settings));
        }
        catch (ArgumentException exception)
        {
            throw new ApiRefusalException(400, exception.Message);
        }

        return ControlViews.Behaviours(server);
    }

    private static ApiAnswer AddInstance(ControlRequest request, SandboxServer server)
    {
        var edit = Read(request, ControlJson.Default.InstanceEdit);
        if (edit.Name is not { Length: > 0 } name)
        {
            throw new ApiRefusalException(400, "name is missing.");
        }

        try
        {
            var instance = server.Add(name, edit.Connector ?? "infobip");
            return ControlViews.Instance(server.Edit(instance.Id, edit.Apply), 201);
        }
        catch (ArgumentException exception)
        {
            throw new ApiRefusalException(400, exception.Message);
        }
    }

    private static ApiAnswer EditInstance(ControlRequest request, SandboxServer server)
    {
        var edit = Read(request, ControlJson.Default.InstanceEdit);
        if (edit.Connector is not null)
        {
            throw new ApiRefusalException(400, "The connector of an instance cannot be edited.");
        }

        try
        {
            return ControlViews.Instance(server.Edit(Id(request), edit.Apply));
        }
        catch (KeyNotFoundException)
        {
            throw NoInstance(Id(request));
        }
    }

    private static T Read<T>(ControlRequest request, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body, type) ?? throw new ApiRefusalException(400, "The body is null.");
        }
        catch (JsonException exception)
        {
            throw new ApiRefusalException(400, $"The body is not what is expected here: {exception.Path ?? "$"} cannot be read.");
        }
    }

    private static long Id(ControlRequest request) =>
        long.TryParse(request.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new ApiRefusalException(404, $"'{request.Id}' is no id.");

    private static ApiRefusalException NoInstance(long id) => new(404, $"The sandbox holds no instance {id}.");

    private static ApiAnswer Message(int status, string message) => new(status, "text/plain;charset=utf-8", Encoding.UTF8.GetBytes(message + "\n"));

    private static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (!answer.Body.IsEmpty)
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private sealed record ControlRequest(string? Id, byte[] Body);
}

// The sandbox's own API under /sandbox: to see, to edit and to inject faults from another process.
using System.Globalization;
using System.Text;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>Needs no secrets, shows none, has no faults and leaves no trace in the log.</summary>
internal static class ControlApi
{
    public static void Map(WebApplication app, SandboxServer server)
    {
        List<string> calls = [];
        Handle("GET", "/sandbox/requests", request => ControlViews.Requests(server, Selection.Of(request.Query)), Selection.Parameters);
        Handle("DELETE", "/sandbox/requests", _ => Done(server.ClearRequests));
        Handle("GET", "/sandbox/instances", request => ControlViews.Instances(server, Selection.Of(request.Query)), Selection.Parameters);
        Handle("POST", "/sandbox/instances", request => AddInstance(request, server));
        Handle("PATCH", "/sandbox/instances/{id}", request => EditInstance(request, server));
        Handle("DELETE", "/sandbox/instances/{id}", request => server.Remove(Id(request)) ? Nothing : throw NoInstance(Id(request)));
        Handle("GET", "/sandbox/faults", _ => ControlViews.Faults(server));
        Handle("POST", "/sandbox/faults", request =>
        {
            server.Faults.Inject(ControlBodies.Fault(request.Body));
            return ControlViews.Faults(server, 201);
        });
        Handle("DELETE", "/sandbox/faults", _ => Done(server.Faults.Clear));
        Handle("GET", "/sandbox/behaviours", _ => ControlViews.Behaviours(server));
        Handle("POST", "/sandbox/behaviours", request => Behave(request, server, current => current));
        Handle("PUT", "/sandbox/behaviours", request => Behave(request, server, _ => SandboxBehaviours.Default));
        Handle("DELETE", "/sandbox/behaviours", _ => Done(() => server.Behave(_ => SandboxBehaviours.Default)));
        app.Map("/sandbox/{*rest}", context => WriteAsync(context, Message(
            404,
            $"The control API has no {context.Request.Method} {context.Request.Path}. It has:\n{string.Join('\n', calls)}")));

        void Handle(string method, string path, Func<ControlRequest, ApiAnswer> answer, params string[] parameters)
        {
            calls.Add($"{method} {path}");
            app.MapMethods(path, [method], context => AnswerAsync(context, answer, parameters));
        }
    }

    private static ApiAnswer Nothing => new(204, null, default);

    private static ApiAnswer Done(Action act)
    {
        act();
        return Nothing;
    }

    private static async Task AnswerAsync(HttpContext context, Func<ControlRequest, ApiAnswer> answer, string[] parameters)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        ApiAnswer result;
        try
        {
            BodyReader.Refuse([.. context.Request.Query.Keys.Except(parameters).Select(name =>
                $"There is no query parameter '{name}' here. There {(parameters.Length == 0 ? "is none" : "are: " + string.Join(", ", parameters))}.")]);
            result = answer(new(context.GetRouteValue("id") as string, context.Request.Query, body.ToArray()));
        }
        catch (ApiRefusalException refusal)
        {
            result = Message(refusal.Status, refusal.Message);
        }

        await WriteAsync(context, result);
    }

    private static ApiAnswer Behave(ControlRequest request, SandboxServer server, Func<SandboxBehaviours, SandboxBehaviours> from)
    {
        var settings = ControlBodies.Settings(request.Body);
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
        var edit = ControlBodies.NewInstance(request.Body);
        var instance = server.Add(edit.Name!, edit.Connector!);
        return ControlViews.Instance(server.Edit(instance.Id, edit.Apply), 201);
    }

    private static ApiAnswer EditInstance(ControlRequest request, SandboxServer server)
    {
        var edit = ControlBodies.InstanceEdit(request.Body);
        try
        {
            return ControlViews.Instance(server.Edit(Id(request), edit.Apply));
        }
        catch (KeyNotFoundException)
        {
            throw NoInstance(Id(request));
        }
    }

    private static long Id(ControlRequest request) =>
        long.TryParse(request.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new ApiRefusalException(404, $"'{request.Id}' is no id: an id is a whole number.");

    private static ApiRefusalException NoInstance(long id) => new(404, $"The sandbox holds no instance {id}; GET /sandbox/instances lists those it holds.");

    private static ApiAnswer Message(int status, string message) => new(status, "text/plain;charset=utf-8", Encoding.UTF8.GetBytes(message + "\n"));

    private static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (!answer.Body.IsEmpty)
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private sealed record ControlRequest(string? Id, IQueryCollection Query, byte[] Body);
}

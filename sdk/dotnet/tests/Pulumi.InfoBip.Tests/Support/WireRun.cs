// A program run for real: over gRPC against an engine that writes down what the SDK sends.
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pulumi.InfoBip.Tests.Support;

/// <summary>What a registration said. Field numbers are those of <c>RegisterResourceRequest</c> in Pulumi's <c>resource.proto</c>.</summary>
internal sealed record Registration(string Type, string Name, Struct Inputs, string Provider, string Version, string PluginDownloadUrl, IReadOnlyList<string> SecretOutputs);

/// <summary>What a read said. Field numbers are those of <c>ReadResourceRequest</c>.</summary>
internal sealed record Reading(string Id, string Type, string Name, Struct Inputs, string Version, string PluginDownloadUrl);

/// <summary>What a call of a function said. Field numbers are those of <c>ResourceInvokeRequest</c>.</summary>
internal sealed record Call(string Token, Struct Args, string Provider, string Version, string PluginDownloadUrl, int RegistrationsBefore);

internal sealed class WireRun
{
    private const string StackType = "pulumi:pulumi:Stack";

    private bool _preview;

    public List<Registration> Registrations { get; } = [];

    public List<Reading> Readings { get; } = [];

    public List<Call> Calls { get; } = [];

    public Struct StackOutputs { get; private set; } = new();

    /// <summary>What the program logged: the reason of a failure.</summary>
    public List<string> Log { get; } = [];

    public Registration Of(string type) => Assert.Single(Registrations, registration => registration.Type == type);

    /// <summary>Runs a program as the language host does, with the engine's address in the environment, and requires that it succeeds.</summary>
    public static async Task<WireRun> OfAsync(Func<Dictionary<string, object?>> program, bool preview = false)
    {
        WireRun run = new() { _preview = preview };
        await using var engine = run.Build();
        await engine.StartAsync();
        var address = new Uri(engine.Urls.Single()).Authority;
        using EnvironmentScope environment = new(new()
        {
            ["PULUMI_MONITOR"] = address,
            ["PULUMI_ENGINE"] = address,
            ["PULUMI_PROJECT"] = "messaging",
            ["PULUMI_STACK"] = "dev",
            ["PULUMI_DRY_RUN"] = preview ? "true" : "false",
            ["PULUMI_QUERY_MODE"] = "false",
            ["PULUMI_PARALLEL"] = "16",
        });
        var exitCode = await Deployment.RunAsync(() => (IDictionary<string, object?>)program());
        Assert.True(exitCode == 0, string.Join('\n', run.Log));
        return run;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(ServeAsync);
        return app;
    }

    /// <summary>One unary call: each message has five bytes before it, a flag and the length.</summary>
    private async Task ServeAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var answer = Answered(context.Request.Path.Value!.Split('/')[^1], new WireMessage(body.ToArray()[5..]));
        context.Response.ContentType = "application/grpc";
        var frame = new byte[5 + answer.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), answer.Length);
        answer.CopyTo(frame, 5);
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private byte[] Answered(string method, WireMessage request)
    {
        lock (this)
        {
            switch (method)
            {
                case "SupportsFeature":
                    return [0x08, 0x01];
                case "RegisterResource":
                    return Register(new(request.Text(1), request.Text(2), request.Struct(5), request.Text(8), request.Text(11), request.Text(24), request.Texts(14)));
                case "ReadResource":
                    Reading reading = new(request.Text(1), request.Text(2), request.Text(3), request.Struct(5), request.Text(8), request.Text(13));
                    Readings.Add(reading);
                    return WireMessage.Write((1, Urn(reading.Type, reading.Name)), (2, State(reading.Type, reading.Inputs).ToByteString()));
                case "Invoke":
                    Call call = new(request.Text(1), request.Struct(2), request.Text(3), request.Text(4), request.Text(6), Registrations.Count);
                    Calls.Add(call);
                    return WireMessage.Write((1, Result(call).ToByteString()));
                case "RegisterResourceOutputs":
                    StackOutputs = request.Struct(2);
                    return [];
                case "Log":
                    Log.Add(request.Text(2));
                    return [];
                default:
                    return [];
            }
        }
    }

    private byte[] Register(Registration registration)
    {
        Registrations.Add(registration);
        var id = registration.Type == StackType || _preview ? string.Empty : "12";
        return WireMessage.Write(
            (1, Urn(registration.Type, registration.Name)),
            (2, ByteString.CopyFromUtf8(id)),
            (3, State(registration.Type, registration.Inputs).ToByteString()));
    }

    /// <summary>What the plugin answers: the outputs that the schema requires.</summary>
    private static Struct Result(Call call)
    {
        if (call.Token == SchemaFile.GetAllToken)
        {
            return new Struct { Fields = { ["instances"] = Value.ForList() } };
        }

        return new Struct
        {
            Fields =
            {
                ["id"] = Value.ForString("4711"),
                ["name"] = Value.ForString("texts"),
                ["tags"] = Value.ForList(),
                ["enabled"] = Value.ForBool(true),
                ["valid"] = Value.ForBool(true),
            },
        };
    }

    private static ByteString Urn(string type, string name) => ByteString.CopyFromUtf8($"urn:pulumi:dev::messaging::{type}::{name}");

    /// <summary>The inputs, and of an instance what the plugin adds: the token is wrapped as a secret.</summary>
    private static Struct State(string type, Struct inputs)
    {
        var state = inputs.Clone();
        if (type == SchemaFile.InstanceToken)
        {
            state.Fields["token"] = WireValue.Secret(Value.ForString(Answer.Token));
            state.Fields["valid"] = Value.ForBool(true);
        }

        return state;
    }
}

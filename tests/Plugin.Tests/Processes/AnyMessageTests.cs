// Whatever comes in, from the engine or from the service, ends in a gRPC status, and the plugin answers the next call.
using System.Text;
using CsCheck;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class AnyMessageTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly string[] s_names =
        ["sender", "username", "password", "callbackUrl", "name", "tags", "enabled", "extraConfiguration", "token", "valid", "connector", "__generatedName", "__x", "", "weird.name[0]"];

    private static readonly string[] s_marks =
        [WireFormat.SecretSignature, WireFormat.OutputSignature, WireFormat.AssetSignature, WireFormat.ArchiveSignature, WireFormat.ResourceSignature, WireFormat.ByteStringSignature, "unknown-signature", ""];

    private static readonly Gen<Value> s_leaf = Gen.OneOf(
        Gen.Const(() => Value.ForNull()),
        Gen.Const(() => new Value()),
        Gen.Bool.Select(Value.ForBool),
        Gen.Double.Select(Value.ForNumber),
        Gen.String.Select(Value.ForString),
        Gen.Const(() => Wire.Unknown),
        Gen.Const(() => Value.ForString("********")));

    private static readonly Gen<Value> s_value = Gen.Recursive<Value>((depth, inner) => depth > 3 ? s_leaf : Gen.OneOf(
        s_leaf,
        inner.Array[0, 3].Select(items => Value.ForList(items)),
        Gen.Dictionary(Gen.String[0, 5], inner)[0, 3].Select(members => Value.ForStruct(Map(members))),
        Gen.Select(One(s_marks), inner, Gen.Bool, (mark, content, whole) => Marked(mark, content, whole))));

    private static readonly Gen<Struct> s_map = Gen.Dictionary(One(s_names), s_value)[0, 8].Select(Map);

    private static readonly Gen<string> s_id = Gen.OneOf(One("", "12", "-1", "0", "9223372036854775807", "99999999999999999999", "12/enabled"), Gen.String);

    [Fact]
    public async Task Any_request_ends_in_an_answer_or_in_a_status_that_is_no_bug()
    {
        await Gen.Select(s_map, s_map, s_map, s_id, Gen.Bool).SampleAsync(
            async (one, two, three, id, preview) =>
            {
                await EndsAsync(shared.Plugin.CheckConfigAsync(one));
                await EndsAsync(shared.Plugin.DiffConfigAsync(one, two));
                await EndsAsync(shared.Plugin.CheckAsync(one, two));
                await EndsAsync(shared.Plugin.DiffAsync(one, two, three, "tags", "***", "[", "extraConfiguration[\"x\"]"));
                await EndsAsync(shared.Plugin.CreateAsync(one, preview));
                await EndsAsync(shared.Plugin.ReadAsync(id, one, two));
                await EndsAsync(shared.Plugin.UpdateAsync(id, one, two, three, preview));
                await EndsAsync(shared.Plugin.DeleteAsync(id, one));
            },
            iter: 150,
            threads: 1);

        Assert.False(shared.Plugin.Process.Process.HasExited);
        Assert.Empty((await shared.Plugin.CheckAsync(SampleResource.Inputs())).Failures);
    }

    [Fact]
    public async Task Read_with_empty_inputs_and_an_empty_state_works()
    {
        var made = await shared.Plugin.CreateAsync(SampleResource.Inputs());

        foreach (var (inputs, state) in new[] { (new Struct(), new Struct()), (null, new Struct()), (new Struct(), null), ((Struct?)null, (Struct?)null) })
        {
            var read = await shared.Plugin.ReadAsync(made.Id, inputs, state);
            Assert.Equal(made.Id, read.Id);
            Assert.Equal("acme", read.Inputs.Fields["username"].StringValue);
            Assert.Equal("acme", read.Properties.Fields["username"].StringValue);
        }
    }

    [Fact]
    public async Task Requests_without_anything_in_them_end_in_a_status()
    {
        var client = shared.Plugin.Client;
        await EndsAsync(client.CheckConfigAsync(new CheckRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        await EndsAsync(client.DiffConfigAsync(new DiffRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        foreach (var call in new Func<Task>[]
        {
            () => client.CheckAsync(new CheckRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync,
            () => client.DiffAsync(new DiffRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync,
            () => client.CreateAsync(new CreateRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync,
            () => client.ReadAsync(new ReadRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync,
            () => client.UpdateAsync(new UpdateRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync,
            () => client.DeleteAsync(new DeleteRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync,
        })
        {
            Assert.Equal(StatusCode.Unimplemented, (await Failures.OfAsync(call())).StatusCode);
        }
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_named_with_the_one_that_was_meant()
    {
        var failure = await Failures.OfAsync(shared.Plugin.Client.CheckAsync(new CheckRequest
        {
            Urn = SampleResource.Urn.Replace("InfoBipInstance", "InfobipInstance", StringComparison.Ordinal),
            Type = "infobip:index:InfobipInstance",
            News = SampleResource.Inputs(),
        }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Failures.AssertError(failure, "IB5002", "'infobip:index:InfoBipInstance'");
    }

    [Fact]
    public async Task Inputs_of_many_megabytes_and_great_depth_are_survived()
    {
        var large = await shared.Plugin.CheckAsync(SampleResource.Inputs(("sender", new string('x', 8 * 1024 * 1024)), ("tags", Enumerable.Range(0, 20_000).Select(i => $"tag {i}"))));
        Assert.Empty(large.Failures);

        var deep = Wire.Of("x");
        for (var i = 0; i < 40; i++)
        {
            deep = Value.ForList(deep);
        }

        await EndsAsync(shared.Plugin.CheckAsync(SampleResource.Inputs(("tags", deep))));
        await EndsAsync(shared.Plugin.CheckAsync(SampleResource.Inputs(("tags", Enumerable.Range(0, 2000).Aggregate(Wire.Of("x"), (inner, _) => Value.ForList(inner))))));
        Assert.Empty((await shared.Plugin.CheckAsync(SampleResource.Inputs())).Failures);
    }

    [Fact]
    public async Task Any_answer_of_the_service_ends_in_an_answer_or_a_status_that_names_the_instance()
    {
        var body = Array.Empty<byte>();
        var status = 200;
        await using var service = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (status is not (204 or 205 or 304))
            {
                await context.Response.Body.WriteAsync(body);
            }
        });
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(service.Url, "/your_moms/api-v2") });
        var made = SampleResource.Inputs(("token", Wire.Secret("token")));

        await Gen.Select(Answers(), One(200, 201, 204, 206, 304, 400, 404, 418, 500, 599)).SampleAsync(
            async (answer, code) =>
            {
                (body, status) = (answer, code);
                await EndsAsync(plugin.ReadAsync("12", SampleResource.Inputs(), made), named: "12");
                await EndsAsync(plugin.CreateAsync(SampleResource.Inputs(), seconds: 0.1), named: "instance ");
                await EndsAsync(plugin.UpdateAsync("12", made, SampleResource.Inputs(), SampleResource.Inputs(("name", "other"))), named: "12");
                await EndsAsync(plugin.UpdateAsync("12", made, SampleResource.Inputs(), SampleResource.Inputs(("sender", "other"), ("enabled", false))), named: "12");
                await EndsAsync(plugin.DeleteAsync("12", made), named: "12");
            },
            iter: 150,
            threads: 1);

        Assert.False(plugin.Process.Process.HasExited);
    }

    /// <summary>Bodies that are nearly right, and bodies that are nothing at all.</summary>
    private static Gen<byte[]> Answers()
    {
        string[] values = ["null", "true", "12", "-1", "1e99", "\"x\"", "\"\"", "[]", "{}", "[1,\"a\",null,{\"name\":\"b\"}]", "{\"key\":\"infobip\"}", "{\"key\":5}", "\"\\ud800\""];
        string[] names = ["id", "name", "token", "your_mom", "element", "tags", "configuration", "valid", "disabled", "maxCacheSize", "createdDate", "message", "requestId"];
        var member = Gen.Select(One(names), One(values), (name, value) => $"\"{name}\":{value}");
        var json = member.Array[0, 8].Select(members => $"{{\"id\":12,{string.Join(',', members)}{(members.Length > 0 ? "" : "\"x\":1")}}}");
        return Gen.OneOf(
            json.Select(Encoding.UTF8.GetBytes),
            Gen.Select(json, Gen.Double.Unit, (text, share) => Encoding.UTF8.GetBytes(text[..(int)(text.Length * share)])),
            Gen.Byte.Array[0, 200],
            One(values).Select(Encoding.UTF8.GetBytes));
    }

    /// <summary>A call may succeed or fail, but not over a bug or a plugin that is gone, and where it is about an instance its failure names it.</summary>
    private static async Task EndsAsync(Task call, string? named = null)
    {
        try
        {
            await call;
        }
        catch (RpcException failure)
        {
            Assert.DoesNotContain("[IB5004]", failure.Status.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", failure.Status.Detail, StringComparison.Ordinal);
            Assert.NotEmpty(failure.Status.Detail);
            if (named is not null)
            {
                Assert.Contains(named, failure.Status.Detail, StringComparison.Ordinal);
            }
        }
    }

    private static Gen<T> One<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static Value Marked(string mark, Value content, bool whole)
    {
        var map = new Struct { Fields = { [WireFormat.SignatureKey] = Value.ForString(mark) } };
        if (whole)
        {
            map.Fields[WireFormat.ValueKey] = content;
        }

        return Value.ForStruct(map);
    }

    private static Struct Map(IReadOnlyDictionary<string, Value> members)
    {
        var map = new Struct();
        foreach (var (name, value) in members)
        {
            map.Fields[name] = value;
        }

        return map;
    }
}

// Every way a call can end, in the protocol's terms.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ProviderHost.EngineClient;
using ProviderHost.PropertyValues;
using ProviderHost.Protocol;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;
using Pulumirpc;

namespace ProviderHost.Tests.Protocol;

public sealed class RpcErrorBoundaryTests : IDisposable
{
    private const string Canary = "cAnArY-5ecret";

    private readonly StringWriter _standardError = new(CultureInfo.InvariantCulture);
    private readonly Configuration _configuration = new();
    private readonly PluginSession _session;
    private readonly RpcErrorBoundary _boundary;

    public RpcErrorBoundaryTests()
    {
        _session = new PluginSession(Topic.Package, new ProviderParts(_configuration, [], []), new EngineLog(_standardError));
        _boundary = new RpcErrorBoundary(_session);
    }

    public void Dispose() => _session.Dispose();

    public static TheoryData<FailureKind> Kinds { get; } = [.. System.Enum.GetValues<FailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_failure_has_its_status_its_own_words_and_its_code(FailureKind kind)
    {
        var failure = await FailAsync(new ResourceException(new ErrorCode(2999, kind), "the words"));
        Assert.Equal(kind == FailureKind.Bug ? nameof(StatusCode.Internal) : $"{kind}", $"{failure.StatusCode}");
        Assert.Equal("the words [AC2999]", failure.Status.Detail);
        var status = failure.GetRpcStatus();
        Assert.Equal(((int)failure.StatusCode, "the words [AC2999]"), (status!.Code, status.Message));
        Assert.Empty(status.Details);
    }

    [Fact]
    public async Task A_partially_created_resource_goes_back_with_its_id_and_its_secrets_marked()
    {
        var state = PropertyMap.Empty.With("token", WireJson.Secret("t"));
        var failure = await FailAsync(new PartiallyCreatedException(Topic.NotAllowed, "12", state, "it is not valid", Topic.CheckedInputs));
        Assert.Equal("it is not valid [AC2999]", failure.Status.Detail);
        var detail = failure.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>();
        Assert.Equal("12", detail.Id);
        Assert.Equal(["it is not valid [AC2999]"], detail.Reasons);
        Assert.Equal(state, PropertyCodec.Decode(detail.Properties));
        Assert.Equal(Topic.CheckedInputs, PropertyCodec.Decode(detail.Inputs));
        Assert.Equal("type.googleapis.com/pulumirpc.ErrorResourceInitFailed", failure.GetRpcStatus()!.Details[0].TypeUrl);
    }

    [Fact]
    public async Task Inputs_that_only_a_read_knows_are_absent_otherwise() =>
        Assert.Null((await FailAsync(Partial("one"))).GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>().Inputs);

    [Fact]
    public async Task Missing_settings_are_listed_by_key_with_how_to_set_them()
    {
        var failure = await FailAsync(new MissingSettingsException([new MissingSetting("acme:key", "The key.")]));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        var missing = Assert.Single(failure.GetRpcStatus()!.GetDetail<ConfigureErrorMissingKeys>().MissingKeys);
        Assert.Equal(("acme:key", "The key. [AC1001]"), (missing.Name, missing.Description));
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_an_error_of_the_caller()
    {
        var failure = await FailAsync(new PropertyFormatException("a value on the wire has no kind"));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal("the acme provider cannot read the engine's request: a value on the wire has no kind. [AC5001]", failure.Status.Detail);
    }

    [Fact]
    public async Task An_unexpected_failure_is_reported_as_a_bug_without_what_it_says()
    {
        var failure = await FailAsync(new InvalidOperationException($"failed with {Canary}", new ArgumentException(Canary)));
        Assert.Equal(StatusCode.Internal, failure.StatusCode);
        Assert.DoesNotContain(Topic.Urn, failure.Status.Detail, StringComparison.Ordinal);
        Assert.EndsWith(" [AC5004]", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.GetRpcStatus()!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, _standardError.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_that_is_one_already_passes()
    {
        var status = _boundary.Failure(HostErrors.InvalidSettings, "as it is");
        Assert.Same(status, await FailAsync(status));
    }

    [Fact]
    public async Task Known_secrets_are_taken_out_of_every_message()
    {
        Assert.Equal("it said [redacted] [AC2999]", (await FailAsync(new ResourceException(Topic.NotAllowed, $"it said {Canary}"))).Status.Detail);
        var partial = await FailAsync(Partial($"it said {Canary}"));
        Assert.Equal("it said [redacted] [AC2999]", partial.Status.Detail);
        Assert.Equal(["it said [redacted] [AC2999]"], partial.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>().Reasons);
    }

    [Fact]
    public async Task Cancel_ends_what_runs_and_refuses_what_comes()
    {
        var context = new Context(TestContext.Current.CancellationToken);
        var running = _boundary.RunAsync(Topic.Urn, context, EndlessAsync);
        Assert.False(running.IsCompleted);
        _session.Cancel();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => running)).StatusCode);

        var called = false;
        var refused = await Assert.ThrowsAsync<RpcException>(() => _boundary.RunAsync(Topic.Urn, context, _ => Task.FromResult(called = true)));
        Assert.Equal(StatusCode.Cancelled, refused.StatusCode);
        Assert.False(called);
    }

    [Fact]
    public async Task What_a_call_notes_is_written_in_order_before_it_is_answered()
    {
        await _boundary.RunAsync(Topic.Urn, new Context(default), run =>
        {
            _ = run.Log.WriteAsync(NoteSeverity.Info, "one", Topic.Urn);
            _ = run.Log.WriteAsync(NoteSeverity.Warning, "two", Topic.Urn);
            return Task.FromResult(7);
        });

        Assert.Equal($"Info: one{Environment.NewLine}Warning: two{Environment.NewLine}", _standardError.ToString());
    }

    /// <summary>The engine cancels a plugin at each close, and at once where the user interrupts it.</summary>
    [Fact]
    public async Task Only_a_cancel_while_a_call_runs_is_an_interruption()
    {
        await _boundary.RunAsync(Topic.Urn, new Context(default), _ => Task.FromResult(7));
        await Assert.ThrowsAsync<RpcException>(() => _boundary.RunAsync<Empty>(Topic.Urn, new Context(default), _ => throw Partial("failed")));
        _session.Cancel();
        Assert.False(_configuration.IsInterrupted);

        using (_session.Begin())
        {
            _session.Cancel();
        }

        Assert.True(_configuration.IsInterrupted);
    }

    [Fact]
    public void What_must_not_be_abandoned_ends_with_the_process_and_not_with_the_session()
    {
        _session.Cancel();
        Assert.True(_session.Cancelled.IsCancellationRequested);
        Assert.False(_session.Ending.IsCancellationRequested);

        _session.End();
        Assert.True(_session.Ending.IsCancellationRequested);
        Assert.False(_configuration.IsInterrupted);
    }

    [Fact]
    public async Task A_partially_created_resource_is_reported_also_after_cancel()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => _boundary.RunAsync<Empty>(Topic.Urn, new Context(default), _ =>
        {
            _session.Cancel();
            throw Partial("cancelled");
        }));
        Assert.Equal("12", failure.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>().Id);
    }

    [Fact]
    public async Task A_caller_that_went_away_ends_its_call_and_no_other_and_interrupts_the_session()
    {
        using var caller = new CancellationTokenSource();
        var gone = _boundary.RunAsync(Topic.Urn, new Context(caller.Token), EndlessAsync);
        await caller.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => gone)).StatusCode);
        Assert.True(_configuration.IsInterrupted);
        Assert.Equal(7, await _boundary.RunAsync(Topic.Urn, new Context(default), _ => Task.FromResult(7)));
    }

    [Fact]
    public async Task A_cancellation_that_was_not_asked_for_is_a_bug() =>
        Assert.Equal(StatusCode.Internal, (await FailAsync(new OperationCanceledException())).StatusCode);

    private static PartiallyCreatedException Partial(string reason) => new(Topic.NotAllowed, "12", PropertyMap.Empty, reason);

    private static async Task<Empty> EndlessAsync(RunningCall run)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.Ends);
        return new Empty();
    }

    private async Task<RpcException> FailAsync(Exception failure, string urn = Topic.Urn) =>
        await Assert.ThrowsAsync<RpcException>(() => _boundary.RunAsync<Empty>(urn, new Context(TestContext.Current.CancellationToken), _ => Task.FromException<Empty>(failure)));

    [Fact]
    public async Task A_note_shows_no_secret()
    {
        await _boundary.RunAsync(Topic.Urn, new Context(default), async run =>
        {
            await run.Log.WriteAsync(NoteSeverity.Warning, $"there is another '{Canary}'", Topic.Urn);
            return true;
        });
        Assert.Contains("there is another '[redacted]'", _standardError.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Settings that have seen one secret.</summary>
    private sealed class Configuration : IProviderConfiguration
    {
        public bool IsInterrupted { get; private set; }

        public CheckedInputs Check(PropertyMap settings, string urn) => new(settings, []);

        public ResourceDiff Diff(PropertyMap olds, PropertyMap news) => new([]);

        public Task ConfigureAsync(PropertyMap settings, ProviderIdentity provider) => Task.CompletedTask;

        public string Redact(string text) => text.Replace(Canary, "[redacted]", StringComparison.Ordinal);

        public void Interrupt() => IsInterrupted = true;

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A call without a connection: the boundary asks for its cancellation alone.</summary>
    private sealed class Context(CancellationToken cancelled) : ServerCallContext
    {
        protected override string MethodCore => "/pulumirpc.ResourceProvider/Check";

        protected override string HostCore => "127.0.0.1";

        protected override string PeerCore => "ipv4:127.0.0.1:1";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore => cancelled;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore { get; } = new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => throw new NotSupportedException();
    }
}

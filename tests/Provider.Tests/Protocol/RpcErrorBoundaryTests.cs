// Every way a call can end, in the protocol's terms.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.Provider.Configuration;
using ProviderHost.PropertyValues;
using ProviderHost.EngineClient;
using ProviderHost.Protocol;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;
using Pulumirpc;

namespace InfoBip.Provider.Tests.Protocol;

public sealed class RpcErrorBoundaryTests : IDisposable
{
    private const string Canary = "cAnArY-5ecret";
    private const string DocumentedUrn = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::sms";

    private readonly StringWriter _standardError = new(CultureInfo.InvariantCulture);
    private readonly PluginSession _session;
    private readonly RpcErrorBoundary _guard;

    public RpcErrorBoundaryTests()
    {
        _session = new PluginSession(new EngineLog(_standardError), _ => null, TimeProvider.System);
        _guard = new RpcErrorBoundary(_session);
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("InvalidArgument", StatusCode.InvalidArgument)]
    [InlineData("Unauthenticated", StatusCode.Unauthenticated)]
    [InlineData("PermissionDenied", StatusCode.PermissionDenied)]
    [InlineData("NotFound", StatusCode.NotFound)]
    [InlineData("AlreadyExists", StatusCode.AlreadyExists)]
    [InlineData("ResourceExhausted", StatusCode.ResourceExhausted)]
    [InlineData("Unavailable", StatusCode.Unavailable)]
    [InlineData("DeadlineExceeded", StatusCode.DeadlineExceeded)]
    [InlineData("Cancelled", StatusCode.Cancelled)]
    [InlineData("FailedPrecondition", StatusCode.FailedPrecondition)]
    [InlineData("Unimplemented", StatusCode.Unimplemented)]
    [InlineData("Unknown", StatusCode.Unknown)]
    [InlineData("Bug", StatusCode.Internal)]
    public async Task A_failure_has_its_status_its_own_words_and_its_code(string kind, StatusCode code)
    {
        var failure = await FailAsync(new ResourceException(new ErrorCode("IB0000", System.Enum.Parse<FailureKind>(kind)), "the words"));
        Assert.Equal(code, failure.StatusCode);
        Assert.Equal("the words [IB0000]", failure.Status.Detail);
        var status = failure.GetRpcStatus();
        Assert.Equal((int)code, status?.Code);
        Assert.Equal("the words [IB0000]", status?.Message);
        Assert.Empty(status!.Details);
    }

    [Fact]
    public void Every_kind_of_failure_is_in_the_table_above()
    {
        var kinds = typeof(RpcErrorBoundaryTests).GetMethod(nameof(A_failure_has_its_status_its_own_words_and_its_code))!
            .GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute)).Count();
        Assert.Equal(System.Enum.GetValues<FailureKind>().Length, kinds);
    }

    [Fact]
    public async Task A_half_made_resource_goes_back_with_its_id_and_its_secrets_marked()
    {
        var state = PropertyMap.Empty.With("token", PropertyValue.Secret(PropertyValue.Of("t")));
        var failure = await FailAsync(new PartiallyCreatedException(ErrorCode.NotValid, "12", state, "it is not valid", Some.CheckedInputs));
        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        var detail = failure.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>();
        Assert.Equal("12", detail.Id);
        Assert.Equal(["it is not valid [IB4003]"], detail.Reasons);
        Assert.Equal("it is not valid [IB4003]", failure.Status.Detail);
        Assert.Equal(state, PropertyCodec.Decode(detail.Properties));
        Assert.Equal(Some.CheckedInputs, PropertyCodec.Decode(detail.Inputs));
        Assert.Equal("type.googleapis.com/pulumirpc.ErrorResourceInitFailed", failure.GetRpcStatus()!.Details[0].TypeUrl);
    }

    [Fact]
    public async Task Inputs_that_only_a_read_knows_are_absent_otherwise() =>
        Assert.Null((await FailAsync(new PartiallyCreatedException(ErrorCode.NotValid, "12", PropertyMap.Empty, "one"))).GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>().Inputs);

    [Fact]
    public async Task A_value_that_cannot_be_read_is_the_callers_mistake_and_names_the_resource()
    {
        var failure = await FailAsync(new PropertyFormatException("a value on the wire has no kind"));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal($"{Some.Urn}: a value on the wire has no kind. [IB5001]", failure.Status.Detail);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_owned_as_a_bug_without_what_it_says()
    {
        var failure = await FailAsync(new InvalidOperationException($"failed with {Canary}", new ArgumentException(Canary)));
        Assert.Equal(StatusCode.Internal, failure.StatusCode);
        Assert.StartsWith($"{Some.Urn}: this is a bug of the infobip provider (InvalidOperationException).", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains($"\n{failure.Status.Detail.Replace(Some.Urn, DocumentedUrn, StringComparison.Ordinal)}\n", Some.ErrorDocument, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.GetRpcStatus()!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, _standardError.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_about_the_provider_as_a_whole_names_the_provider() =>
        Assert.StartsWith("the infobip provider: ", (await FailAsync(new InvalidOperationException(), urn: string.Empty)).Status.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task A_status_that_is_one_already_passes()
    {
        var status = RpcErrorBoundary.Failure(ErrorCode.BadSettings, "as it is");
        Assert.Same(status, await FailAsync(status));
    }

    [Fact]
    public async Task Known_secrets_are_taken_out_of_every_message()
    {
        _session.Configure(new ProviderSettings(Canary, "organization-secret"), urn: string.Empty);
        Assert.DoesNotContain(Canary, (await FailAsync(new ResourceException(ErrorCode.ServiceProblem, $"the service said {Canary}"))).ToString(), StringComparison.Ordinal);
        var partial = await FailAsync(new PartiallyCreatedException(ErrorCode.NotSwitched, "12", PropertyMap.Empty, $"the service said {Canary}"));
        Assert.DoesNotContain(Canary, partial.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, partial.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_ends_what_runs_and_refuses_what_comes()
    {
        var context = new Context(TestContext.Current.CancellationToken);
        var running = _guard.RunAsync<Empty>(Some.Urn, context, async ends =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ends);
            return new Empty();
        });
        Assert.False(running.IsCompleted);
        _session.Cancel();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => running)).StatusCode);

        var called = false;
        var refused = await Assert.ThrowsAsync<RpcException>(() => _guard.RunAsync(Some.Urn, context, _ => Task.FromResult(called = true)));
        Assert.Equal(StatusCode.Cancelled, refused.StatusCode);
        Assert.Contains(Some.Urn, refused.Status.Detail, StringComparison.Ordinal);
        Assert.False(called);
    }

    [Fact]
    public async Task A_half_made_resource_is_told_also_after_cancel()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => _guard.RunAsync<Empty>(Some.Urn, new Context(default), _ =>
        {
            _session.Cancel();
            throw new PartiallyCreatedException(ErrorCode.NotSwitched, "12", PropertyMap.Empty, "cancelled");
        }));
        Assert.Equal("12", failure.GetRpcStatus()!.GetDetail<ErrorResourceInitFailed>().Id);
    }

    [Fact]
    public async Task A_caller_that_went_away_ends_its_call_and_no_other()
    {
        using var caller = new CancellationTokenSource();
        var gone = _guard.RunAsync<Empty>(Some.Urn, new Context(caller.Token), async ends =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ends);
            return new Empty();
        });
        await caller.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => gone)).StatusCode);
        Assert.Equal(7, await _guard.RunAsync(Some.Urn, new Context(default), _ => Task.FromResult(7)));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_bug() =>
        Assert.Equal(StatusCode.Internal, (await FailAsync(new OperationCanceledException())).StatusCode);

    private async Task<RpcException> FailAsync(Exception failure, string urn = Some.Urn) =>
        await Assert.ThrowsAsync<RpcException>(() => _guard.RunAsync<Empty>(urn, new Context(TestContext.Current.CancellationToken), _ => Task.FromException<Empty>(failure)));

    /// <summary>A call without a connection: the guard asks for its cancellation alone.</summary>
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

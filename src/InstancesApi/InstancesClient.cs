// The calls of the instances API.
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using InfoBip.InstancesApi.Creation;
using InfoBip.InstancesApi.Http;
using InfoBip.InstancesApi.Json;

namespace InfoBip.InstancesApi;

/// <summary>
/// The typed client of the instances API. It is safe to be used by many at once, and its limits are shared by all of them.
/// Nothing is set up before the first call.
/// </summary>
/// <remarks>
/// Every call throws <see cref="InstancesApiException"/> when it fails, <see cref="OperationCanceledException"/> when the caller cancelled it
/// and never otherwise. Failures that may pass are sent again; a create only when the service certainly did not act on it.
/// </remarks>
public sealed class InstancesClient : IDisposable
{
    private readonly InstancesClientOptions _options;
    private readonly TimeProvider _time;
    private readonly Redactor _redactor = new();
    private readonly Lazy<HttpPipeline> _pipeline;
    private readonly Lazy<InstanceCreator> _creator;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="options">Where the service is and how to speak to it.</param>
    /// <param name="time">The clock of all waits and limits; the system's by default.</param>
    /// <param name="random">Numbers from 0 up to but not 1, for the waits between attempts; the system's by default.</param>
    /// <param name="handler">The HTTP connections, which stay the caller's to dispose of; the client's own by default.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message never quotes a secret.</exception>
    public InstancesClient(
        InstancesClientOptions options, TimeProvider? time = null, Func<double>? random = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _time = time ?? TimeProvider.System;
        _redactor.Remember(options.UserSecret, options.OrganizationSecret);
        random ??= Random.Shared.NextDouble;
        _pipeline = new Lazy<HttpPipeline>(() => new HttpPipeline(
            options,
            // As many again for creates, which have their own limit.
            new HttpMessageInvoker(handler ?? ProxySettings.Connections(2 * Math.Min(options.MaxConcurrentRequests, int.MaxValue / 2)), disposeHandler: handler is null),
            _redactor,
            _time,
            random));
        _creator = new Lazy<InstanceCreator>(() => new InstanceCreator(this, _time));
    }

    /// <summary>The service's address, in the one form in which two of them can be compared: no default port, and no slash at its end.</summary>
    public string Address => _options.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>
    /// What shows whether two requests about an instance are of the same account: 8 hex digits, of which neither secret can be found out.
    /// </summary>
    /// <param name="key">The instance's token, or where that is not known something else that is always the same for it.</param>
    public string AccountFingerprint(string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(_options.UserSecret)))[..8];

    /// <summary>Makes an instance: <c>POST /instances</c>.</summary>
    /// <exception cref="InstancesApiException">
    /// The call failed; where <see cref="InstancesApiException.MayHaveActed"/> is true, there may be a new instance all the same.
    /// </exception>
    public Task<Instance> CreateAsync(InstanceDraft draft, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        _redactor.Remember(draft.SecretValues);
        var call = new ApiCall(CallKind.Create, HttpMethod.Post, "/instances") { Body = InstanceJson.Write(draft, _options.Dialect) };
        return SendAsync(call, ReadInstance, options, cancellationToken);
    }

    /// <summary>
    /// Makes an instance once: the POST is sent once, and waited for until the operation's deadline (five minutes where the options set none). Where its outcome stays
    /// unknown, the instance is looked up by its name, connector and configuration until then.
    /// </summary>
    /// <param name="creation">What to make, and who hears of it.</param>
    /// <param name="options">The options of the whole operation.</param>
    /// <param name="cancellationToken">Ends what comes before the POST. One that is on the way is awaited all the same; see <see cref="InstanceCreation.Abandon"/>.</param>
    /// <exception cref="InstancesApiException">The create failed, and nothing was made.</exception>
    /// <exception cref="CreationInDoubtException">It is not known whether something was made.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it, and nothing was made.</exception>
    public Task<CreatedInstance> CreateOnceAsync(InstanceCreation creation, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(creation);
        return _creator.Value.CreateAsync(creation, options, cancellationToken);
    }

    /// <summary>
    /// Finds what a create made that was begun earlier and whose outcome is not known. Absence is believed only once its deadline is over.
    /// </summary>
    /// <param name="begun">What it is looked for by.</param>
    /// <param name="options">The options of each look-up.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InstancesApiException">A look-up failed.</exception>
    public Task<FoundInstances> FindCreatedAsync(BegunCreation begun, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(begun);
        return _creator.Value.FindAsync(begun, options, cancellationToken);
    }

    /// <summary>The ids of the connector's instances of a name, also where the service rewrote it; the lowest first.</summary>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public async Task<IReadOnlyList<long>> FindByNameAsync(string connectorKey, string name, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        await new NameLookUp(this, connectorKey, name).FindIdsAsync(options ?? new CallOptions(), cancellationToken);

    /// <summary>Looks an instance up: <c>GET /instances/{id}</c>. Null only where the service itself says that there is none.</summary>
    /// <exception cref="InstancesApiException">The call failed, which says nothing about whether the instance exists.</exception>
    public async Task<Instance?> GetAsync(long id, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = new ApiCall(CallKind.Read, HttpMethod.Get, PathOf(id)) { MayBeMissing = true };
        return await _pipeline.Value.SendAsync(call, ReadInstance, options, cancellationToken) is { } found ? About(id, call, found) : null;
    }

    /// <summary>One page of a search: <c>GET /instances</c>. The service answers a search without a match by its own 404: an empty page.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="nextPage">The <see cref="InstancePage.NextPage"/> of the page before; null for the first.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public async Task<InstancePage> ListPageAsync(
        InstanceQuery query, string? nextPage = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = new ApiCall(CallKind.Read, HttpMethod.Get, "/instances") { Query = QueryText.Of(query, nextPage), MayBeMissing = true };
        return await _pipeline.Value.SendAsync(call, ReadPage, options, cancellationToken) ?? new InstancePage([], null);
    }

    /// <summary>
    /// All instances of a search, page after page. <see cref="CallOptions.Deadline"/> is for all pages together, and counts the caller's own time between them.
    /// </summary>
    /// <exception cref="InstancesApiException">A page failed, or the service sent the same page again and again.</exception>
    public async IAsyncEnumerable<Instance> ListAsync(
        InstanceQuery query, CallOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = (options ?? new CallOptions()) with { Budget = options?.Budget ?? new Budget(_time, options?.Deadline) };
        var seen = new HashSet<string>();
        string? next = null;
        do
        {
            var page = await ListPageAsync(query, next, all, cancellationToken);
            foreach (var instance in page.Instances)
            {
                yield return instance;
            }

            next = page.NextPage;
            if (next is not null && !seen.Add(next))
            {
                throw new InstancesApiException(ApiFailureKind.UnreadableAnswer, "GET /instances", ErrorText.EndlessList);
            }
        }
        while (next is not null);
    }

    /// <summary>
    /// Changes some fields: <c>PATCH /instances/{id}</c>. One that changes the name waits for a create under the new name, which could take the instance for its own.
    /// Where the answer cannot be read, the instance is.
    /// </summary>
    /// <param name="id">The instance.</param>
    /// <param name="patch">What changes.</param>
    /// <param name="secrets">Values of the patch that must not show in a message, should the service echo them.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is nothing to change.</exception>
    /// <exception cref="InstancesApiException">The call failed, or its answer is about another instance.</exception>
    public async Task<Instance> PatchAsync(
        long id, InstancePatch patch, IEnumerable<string>? secrets = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        if (patch.IsEmpty)
        {
            throw new ArgumentException("There is nothing to change.", nameof(patch));
        }

        _redactor.Remember(secrets ?? []);
        using var turn = patch.Name is null ? null : await _creator.Value.EnterAsync(patch.Name, cancellationToken);
        var call = new ApiCall(CallKind.Change, HttpMethod.Patch, PathOf(id)) { Body = InstanceJson.Write(patch) };
        try
        {
            return About(id, call, await SendAsync(call, ReadInstance, options, cancellationToken));
        }
        catch (InstancesApiException unreadable) when (unreadable.Kind == ApiFailureKind.UnreadableAnswer && !unreadable.IsAboutAnother)
        {
            if (await GetAsync(id, options, cancellationToken) is { } now)
            {
                return now;
            }

            throw;
        }
    }

    /// <summary>
    /// Removes an instance: <c>DELETE /instances/{id}</c>. False where the service itself says that there is none: it was gone already, or an earlier
    /// attempt of this call removed it and its answer was lost. Either way it is gone now.
    /// </summary>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public async Task<bool> DeleteAsync(long id, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = new ApiCall(CallKind.Change, HttpMethod.Delete, PathOf(id)) { NeedsAnswer = false, MayBeMissing = true };
        return await _pipeline.Value.SendAsync(call, static answer => answer, options, cancellationToken) is not null;
    }

    /// <summary>Switches an instance on: <c>PUT /instances/{id}/enabled</c>.</summary>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public Task EnableAsync(long id, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        SwitchAsync(HttpMethod.Put, id, options, cancellationToken);

    /// <summary>Switches an instance off: <c>DELETE /instances/{id}/enabled</c>. It keeps its configuration.</summary>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public Task DisableAsync(long id, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        SwitchAsync(HttpMethod.Delete, id, options, cancellationToken);

    /// <summary>
    /// Adds secrets that the service may quote although this client has not sent or received them: a token or a password of another process.
    /// </summary>
    public void Remember(IEnumerable<string> secrets) => _redactor.Remember(secrets);

    /// <summary>
    /// The text with every secret replaced that this client knows (its own two, those of requests, tokens of instances), also where it is escaped for JSON,
    /// a URL or HTML, or in base64.
    /// </summary>
    /// <param name="text">A text that somebody else wrote.</param>
    /// <param name="more">Further secrets to replace.</param>
    public string Redact(string text, IEnumerable<string>? more = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _redactor.Redact(text, more);
    }

    /// <summary>Closes the connections. Calls under way fail.</summary>
    public void Dispose()
    {
        if (_pipeline.IsValueCreated)
        {
            _pipeline.Value.Dispose();
        }
    }

    private static string PathOf(long id) => string.Create(CultureInfo.InvariantCulture, $"/instances/{id}");

    private Task<ApiResponse> SwitchAsync(HttpMethod method, long id, CallOptions? options, CancellationToken cancellationToken) =>
        SendAsync(
            new ApiCall(CallKind.Change, method, PathOf(id) + "/enabled") { NeedsAnswer = false }, static answer => answer, options, cancellationToken);

    // Only a call that may find nothing has no value.
    private async Task<T> SendAsync<T>(ApiCall call, Func<ApiResponse, T?> read, CallOptions? options, CancellationToken cancellationToken)
        where T : class =>
        (await _pipeline.Value.SendAsync(call, read, options, cancellationToken))!;

    /// <summary>What a proxy mixed up, or a service, must not be taken for the instance that was asked for.</summary>
    private static Instance About(long id, ApiCall call, Instance answered) => answered.Id == id
        ? answered
        : throw new InstancesApiException(ApiFailureKind.UnreadableAnswer, call.What, ErrorText.OtherInstance) { IsAboutAnother = true, MayHaveActed = call.Changes };

    private Instance? ReadInstance(ApiResponse answer)
    {
        var instance = InstanceJson.Read(answer.Body, _options.Dialect);
        _redactor.Remember(instance?.Token);
        return instance;
    }

    private InstancePage? ReadPage(ApiResponse answer)
    {
        var instances = InstanceJson.ReadList(answer.Body, _options.Dialect);
        _redactor.Remember(instances?.Select(instance => instance.Token) ?? []);
        return instances is null ? null : new InstancePage(instances, answer.NextPage);
    }
}

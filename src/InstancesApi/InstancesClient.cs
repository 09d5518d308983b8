// The calls of the instances API.
using System.Globalization;
using System.Runtime.CompilerServices;
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
            new HttpMessageInvoker(handler ?? ProxySettings.Connections(options.MaxConcurrentRequests), disposeHandler: handler is null),
            _redactor,
            _time,
            random));
        _creator = new Lazy<InstanceCreator>(() => new InstanceCreator(this, options.MaxRetries, _time, random));
    }

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
    /// Makes an instance once, also where the answer is lost: then the instance is looked up by its exact name and connector before anything else is sent.
    /// </summary>
    /// <param name="draft">What to make. Without a name nothing can be looked up, so that a lost answer stays in doubt.</param>
    /// <param name="nameIsUnique">Whether only this create can have chosen the name. Otherwise one look-up before the POST remembers who bears it already.</param>
    /// <param name="earlier">How an earlier create of the same thing ended, if in doubt: what it made is looked for before anything is sent.</param>
    /// <param name="sameName">Called with the ids of those that bear the name already, where there are any, before anything is made.</param>
    /// <param name="beforeSending">Called once with the same ids, also where there are none, immediately before the first request that may make something.</param>
    /// <param name="options">The options of the whole operation.</param>
    /// <param name="cancellationToken">Ends the operation; what it may have made is looked up within two seconds.</param>
    /// <exception cref="InstancesApiException">The create failed, and nothing was made.</exception>
    /// <exception cref="CreationInDoubtException">It is not known whether something was made.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it, and nothing was made.</exception>
    public Task<CreatedInstance> CreateOnceAsync(
        InstanceDraft draft,
        bool nameIsUnique,
        CreationInDoubtException? earlier = null,
        Action<IReadOnlyList<long>>? sameName = null,
        Action<IReadOnlyList<long>>? beforeSending = null,
        CallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return _creator.Value.CreateAsync(new CreateOnce(draft, nameIsUnique, earlier, sameName, beforeSending), options, cancellationToken);
    }

    /// <summary>
    /// Finds what a create of another process made whose outcome is not known: all of the exact name and connector that were not there before.
    /// </summary>
    /// <param name="connectorKey">The connector's key.</param>
    /// <param name="name">The instance's name.</param>
    /// <param name="before">The ids that bore the name before that create.</param>
    /// <param name="mayBeUnderWay">Whether the service may be at work on the request still: then absence is believed only on a second look.</param>
    /// <param name="options">The options of the operation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InstancesApiException">The look-up failed.</exception>
    public Task<IReadOnlyList<Instance>> FindCreatedAsync(
        string connectorKey,
        string name,
        IReadOnlyList<long> before,
        bool mayBeUnderWay,
        CallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _creator.Value.FindAsync(new InstanceDraft(connectorKey, [], name), before, mayBeUnderWay, options, cancellationToken);

    /// <summary>Looks an instance up: <c>GET /instances/{id}</c>. Null only where the service itself says that there is none.</summary>
    /// <exception cref="InstancesApiException">The call failed, which says nothing about whether the instance exists.</exception>
    public Task<Instance?> GetAsync(long id, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _pipeline.Value.SendAsync(
            new ApiCall(CallKind.Read, HttpMethod.Get, PathOf(id)) { MayBeMissing = true }, ReadInstance, options, cancellationToken);

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
                throw new InstancesApiException(ApiFailureKind.UnreadableAnswer, ErrorText.EndlessList);
            }
        }
        while (next is not null);
    }

    /// <summary>
    /// Changes some fields: <c>PATCH /instances/{id}</c>. One that changes the name waits for a create under the new name, which could take the instance for its own.
    /// </summary>
    /// <exception cref="ArgumentException">There is nothing to change.</exception>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public async Task<Instance> PatchAsync(long id, InstancePatch patch, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        if (patch.IsEmpty)
        {
            throw new ArgumentException("There is nothing to change.", nameof(patch));
        }

        using var turn = patch.Name is null ? null : await _creator.Value.EnterAsync(patch.Name, cancellationToken);
        var call = new ApiCall(CallKind.Change, HttpMethod.Patch, PathOf(id)) { Body = InstanceJson.Write(patch) };
        return await SendAsync(call, ReadInstance, options, cancellationToken);
    }

    /// <summary>Replaces an instance, its configuration included: <c>PUT /instances/{id}</c>.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="draft">What it is to be.</param>
    /// <param name="renames">Whether its name changes: then it waits for a create under the new name, which could take the instance for its own.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    public async Task<Instance> ReplaceAsync(
        long id, InstanceDraft draft, bool renames = false, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        _redactor.Remember(draft.SecretValues);
        using var turn = renames && draft.Name is { } name ? await _creator.Value.EnterAsync(name, cancellationToken) : null;
        var call = new ApiCall(CallKind.Change, HttpMethod.Put, PathOf(id)) { Body = InstanceJson.Write(draft, _options.Dialect) };
        return await SendAsync(call, ReadInstance, options, cancellationToken);
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

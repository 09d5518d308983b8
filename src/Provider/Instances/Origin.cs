// Where an instance lives, and whose it is: kept in its state, and proved where the settings say something else.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>The origin of an instance.</summary>
/// <param name="Address">The address of the service that it lives at.</param>
/// <param name="Account">A fingerprint of the account that last saw it; null in a state that does not say.</param>
internal sealed record Origin(string Address, string? Account)
{
    /// <summary>The hidden output that holds it.</summary>
    public const string Output = "__origin";

    /// <summary>The origin in a state; null in one of a version that kept none.</summary>
    public static Origin? In(PropertyMap state) =>
        state.Find(Output)?.Members is { } members && members.Find("address")?.AsString is { } address ? new Origin(address, members.Find("account")?.AsString) : null;

    /// <summary>The state with the origin of what it was just read from, or written to.</summary>
    public static PropertyMap Put(PropertyMap state, InstancesClient client) => state.With(Output, PropertyValue.Of(PropertyMap.Empty
        .With("address", PropertyValue.Of(client.Address))
        .With("account", PropertyValue.Of(Fingerprint(state, client)))));

    /// <summary>The fingerprint of the account in use, for the instance in a state. Its key is the token, or the address where the service does not return the token.</summary>
    public static string Fingerprint(PropertyMap state, InstancesClient client) => client.AccountFingerprint(TokenIn(state) ?? client.Address);

    /// <summary>The token in a state.</summary>
    public static string? TokenIn(PropertyMap state) => state.Find(InstanceDefinition.Token.Name)?.AsString;
}

/// <summary>
/// An id belongs to a service and an account: the same number at another address is another instance, and what another account does not see may exist all the same.
/// Source: <c>docs/architecture.md</c>.
/// </summary>
/// <param name="definition">The table.</param>
/// <param name="api">How the service is called.</param>
/// <param name="addressSource">Where the address in use comes from, for messages.</param>
internal sealed class OriginProof(InstanceDefinition definition, ApiInvoker api, Func<string> addressSource)
{
    /// <summary>Proves by one GET that the instance at an address that moved is the one in the state.</summary>
    /// <exception cref="ResourceException">It is not.</exception>
    public async Task ProveMovedAsync(Attempt attempt, long id, PropertyMap state, Operation operation)
    {
        if (IsMoved(state))
        {
            await ProveAsync(attempt, id, state, operation);
        }
    }

    /// <summary>The same, also for a state that does not say where its instance lives. False where the service says that such a one is gone.</summary>
    /// <exception cref="ResourceException">It is not.</exception>
    public async Task<bool> ProveAsync(Attempt attempt, long id, PropertyMap state, Operation operation)
    {
        if (Origin.In(state) is not null && !IsMoved(state))
        {
            return true;
        }

        if (await api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(id, options, cancel)) is { } instance)
        {
            RefuseOther(attempt, instance, state);
            return true;
        }

        RefuseInvisible(attempt, InstanceDefinition.IdText(id), state);
        return false;
    }

    /// <summary>Refuses an instance that is not the one in the state.</summary>
    /// <exception cref="ResourceException">It is another one.</exception>
    public void RefuseOther(Attempt attempt, Instance instance, PropertyMap state)
    {
        var origin = Origin.In(state);
        if ((origin is null || IsMoved(state)) && !IsSame(definition.Observe(instance), state, isMoved: origin is not null))
        {
            throw Other(attempt, origin);
        }
    }

    /// <summary>Refuses to take what the service does not show for gone: at another address it never was, and from another account it may be hidden.</summary>
    /// <exception cref="ResourceException">It may exist.</exception>
    public void RefuseInvisible(Attempt attempt, string id, PropertyMap state)
    {
        if (Origin.In(state) is not { } origin)
        {
            return;
        }

        if (IsMoved(state))
        {
            throw Other(attempt, origin);
        }

        if (origin.Account is { } account && Origin.Fingerprint(state, api.Client) != account)
        {
            throw new ResourceException(InstanceErrors.OtherAccount, Advice.NotVisible(attempt, id));
        }
    }

    private ResourceException Other(Attempt attempt, Origin? origin) =>
        new(InstanceErrors.OtherOrigin, Advice.OtherInstance(attempt, origin?.Address, api.Client.Address, addressSource()));

    private bool IsMoved(PropertyMap state) => Origin.In(state) is { } origin && origin.Address != api.Client.Address;

    /// <summary>The token says it; where the service masks it, name, connector and creation date. Nothing that never changes may contradict.</summary>
    /// <param name="observed">The instance.</param>
    /// <param name="state">The state.</param>
    /// <param name="isMoved">Whether the address is another one: then a service that shows neither token nor date proves nothing.</param>
    private static bool IsSame(PropertyMap observed, PropertyMap state, bool isMoved)
    {
        var (date, knownDate) = (observed.Find(InstanceDefinition.CreatedDate.Name), state.Find(InstanceDefinition.CreatedDate.Name));
        return Origin.TokenIn(observed) is { } now && Origin.TokenIn(state) is { } known
            ? now == known && Agree(date, knownDate)
            : Agree(date, knownDate)
                && (!isMoved || (date is not null && knownDate is not null))
                && (Agree(NameIn(observed), NameIn(state)) || InstanceDefinition.Name.IsSame(NameIn(observed), NameIn(state)))
                && Agree(ConnectorKey(observed), ConnectorKey(state));
    }

    private static bool Agree(PropertyValue? one, PropertyValue? other) => one is null || other is null || PropertyComparison.Same(one, other);

    private static PropertyValue? NameIn(PropertyMap state) => state.Find(InstanceDefinition.Name.Name);

    private static PropertyValue? ConnectorKey(PropertyMap state) => state.Find(InstanceDefinition.Connector.Name)?.Members?.Find("key");
}

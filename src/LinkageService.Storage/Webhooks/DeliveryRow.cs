namespace LinkageService.Storage.Webhooks;

/// <summary>An event on its way to an address.</summary>
/// <param name="WebhookId">Id of the address it goes to.</param>
/// <param name="Seq">The entry of the audit log.</param>
/// <param name="Part">Which event of the entry, from 1.</param>
/// <param name="OrganizationId">Whose event; empty for what belongs to none.</param>
/// <param name="Type">The name of the event, such as <c>run.approved</c>.</param>
/// <param name="State">One of <see cref="DeliveryStates"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAt">Not tried before this moment, in microseconds.</param>
/// <param name="Status">The HTTP status it was answered with last; null for none.</param>
/// <param name="Error">Why the last attempt failed; empty when it did not.</param>
/// <param name="UpdatedAt">When it was tried last, or written down.</param>
public sealed record DeliveryRow(
    string WebhookId, long Seq, long Part, string OrganizationId, string Type, string State, long Attempts, long NextAt, long? Status,
    string Error, long UpdatedAt)
{
    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
        [WebhookId, Seq, Part, OrganizationId, Type, State, Attempts, NextAt, Status, Error, UpdatedAt];
}

/// <summary>How many events did not arrive at an address.</summary>
/// <param name="WebhookId">Id of the address.</param>
/// <param name="Retrying">Tried in vain, and to be tried again.</param>
/// <param name="Dead">Tried no more: <see cref="DeliveryStates.Dead"/>.</param>
public sealed record FailingDeliveries(string WebhookId, long Retrying, long Dead);

/// <summary>Where a delivery stands.</summary>
public static class DeliveryStates
{
    /// <summary>To be tried, again if need be.</summary>
    public const string Pending = "pending";

    /// <summary>Taken by the receiver.</summary>
    public const string Delivered = "delivered";

    /// <summary>Tried as often as it is tried: only a person sends it again.</summary>
    public const string Dead = "dead";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Delivered, Dead];
}

namespace LinkageService.Access;

/// <summary>Auth:Mode ApiKey: calls bring a key; people sign in to the console with one, or with their name and password.</summary>
internal sealed class SignedInCallers(ApiKeys keys, AccountSignIns accounts) : ICallerSource
{
    /// <inheritdoc/>
    public ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation) => keys.FindAsync(request, cancellation);

    /// <inheritdoc/>
    public ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation) =>
        ticket.AccountId is not null ? accounts.FindAsync(ticket, cancellation)
        : ticket.KeyId is { } key ? keys.FindAsync(key, cancellation)
        : ValueTask.FromResult<Caller?>(null);

    /// <inheritdoc/>
    public ValueTask<ConsoleTicket> SignInAsync(HttpContext http, SignInRequest request, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(request.Key)
            ? accounts.SignInAsync(http, request, cancellation)
            : keys.SignInAsync(http, request.Key, cancellation);

    /// <inheritdoc/>
    public ValueTask<ConsoleTicket> ChangePasswordAsync(
        HttpContext http, ConsoleTicket ticket, ChangePasswordRequest request, CancellationToken cancellation) =>
        ticket.AccountId is null
            ? throw new Errors.RefusedException(SignInFailures.NoPassword())
            : accounts.ChangePasswordAsync(http, ticket, request, cancellation);
}

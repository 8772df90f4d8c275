using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Access;

namespace LinkageService.Access;

/// <summary>
/// Auth:Mode Local: the service answers this machine only and believes the name it is told, so that maker and checker can be
/// two people in one office.
/// </summary>
internal sealed class LocalCallers : ICallerSource
{
    /// <summary>Who has not said a name yet.</summary>
    public const string NobodyNamed = "local";
    private const int MaxNameCharacters = 64;

    /// <inheritdoc/>
    public ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        var name = Uri.UnescapeDataString(RequestHeaders.One(request, Gate.UserHeader)).Trim();
        return IsName(name) ? ValueTask.FromResult(Named(name)) : throw NoName();
    }

    /// <inheritdoc/>
    public ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation) =>
        ValueTask.FromResult<Caller?>(Named(ticket.User ?? ""));

    /// <inheritdoc/>
    public ValueTask<ConsoleTicket> SignInAsync(HttpContext http, SignInRequest request, CancellationToken cancellation)
    {
        var name = request.User.Trim();
        return name.Length == 0 || !IsName(name) ? throw NoName()
            : Person.IsSame(name, NobodyNamed) ? throw Nobody()
            : ValueTask.FromResult(new ConsoleTicket(name, KeyId: null));
    }

    /// <inheritdoc/>
    public ValueTask<ConsoleTicket> ChangePasswordAsync(
        HttpContext http, ConsoleTicket ticket, ChangePasswordRequest request, CancellationToken cancellation) =>
        throw new RefusedException(SignInFailures.NoPassword());

    private static Caller Named(string name) => new(name.Length == 0 ? NobodyNamed : name, Role.Local, Organization: null);

    private static bool IsName(string name) => name.Length <= MaxNameCharacters && !name.Any(char.IsControl);

    private static RefusedException Nobody() => new(Failure.Of(ProblemCodes.InvalidValue,
        $"“{NobodyNamed}”不是姓名：没填姓名的人都叫这个", $"\"{NobodyNamed}\" is no name: it stands for whoever has not said one",
        SignInProblems.Nobody));

    private static RefusedException NoName() => new(Failure.Of(ProblemCodes.InvalidValue,
        $"{Gate.UserHeader} 是用户名，最多 {MaxNameCharacters} 个字",
        $"{Gate.UserHeader} is a user's name of at most {MaxNameCharacters} characters", Gate.UserHeader));
}

using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>
/// Auth:Mode Local: the service answers this machine only and believes the name it is told, so that maker and checker can be
/// two people in one office.
/// </summary>
internal sealed class LocalCallers : ICallerSource
{
    private const string NobodyNamed = "local";
    private const int MaxNameCharacters = 64;

    /// <inheritdoc/>
    public ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        var header = request.Headers[Gate.UserHeader].ToString();
        var name = Uri.UnescapeDataString(header).Trim();
        if (name.Length > MaxNameCharacters || name.Any(char.IsControl))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"{Gate.UserHeader} 是用户名，最多 {MaxNameCharacters} 个字",
                $"{Gate.UserHeader} is a user's name of at most {MaxNameCharacters} characters", Gate.UserHeader));
        }

        return ValueTask.FromResult(new Caller(name.Length == 0 ? NobodyNamed : name, Role.Local, Organization: null));
    }
}

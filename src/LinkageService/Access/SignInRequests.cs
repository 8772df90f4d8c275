using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>What a person typed to sign in.</summary>
/// <param name="User">Their name; all that is asked for where Auth:Mode is Local.</param>
/// <param name="Password">Their password.</param>
/// <param name="Key">A key, which goes before name and password.</param>
internal sealed record SignInRequest(string User, string Password, string Key);

/// <summary>A password to be changed by whose it is.</summary>
/// <param name="Current">The one they have.</param>
/// <param name="New">The one they want.</param>
/// <param name="Repeated">The same once more.</param>
internal sealed record ChangePasswordRequest(string Current, string New, string Repeated);

/// <summary>Why a password was not changed.</summary>
internal static class SignInFailures
{
    /// <summary>Whoever asks has none.</summary>
    public static Failure NoPassword() => Failure.Of(ProblemCodes.InvalidValue,
        "您不是用姓名和密码登录的，没有密码可改", "you did not sign in with a name and a password, so there is none to change");

    /// <summary>The issuer says nothing of whoever signed in there.</summary>
    public static Failure NotKnown(string reason) => Failure.Of(ProblemCodes.Unauthenticated,
        $"登录服务没有说明登录的是谁（{reason}），请重新登录", $"the issuer does not say who signed in ({reason}); sign in again");

    /// <summary>The new one was not typed alike twice.</summary>
    public static Failure NotRepeated() => Failure.Of(ProblemCodes.InvalidValue,
        "两次输入的新密码不一样", "the new password was not typed alike twice", "repeated");

    /// <summary>The new one is the old one.</summary>
    public static Failure NotNew() => Failure.Of(ProblemCodes.InvalidValue,
        "新密码和原来的一样，请换一个", "the new password is the one you have; choose another", "same");
}

/// <summary>Why nobody is signed in, as the address of the page where one signs in says it.</summary>
internal static class SignInProblems
{
    /// <summary>What was typed opens nothing, or the issuer did not confirm who it is.</summary>
    public const string Failed = "1";

    /// <summary>Too many that opened nothing in a row.</summary>
    public const string TooMany = "many";

    /// <summary>The issuer cannot be reached.</summary>
    public const string IssuerUnavailable = "issuer";

    /// <summary>The issuer knows them, and they have no role or organisation here.</summary>
    public const string NoRights = "rights";

    /// <summary>The name is what the service calls those who have not said one.</summary>
    public const string Nobody = "nobody";
}

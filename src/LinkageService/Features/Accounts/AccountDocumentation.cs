using LinkageService.Http;

namespace LinkageService.Features.Accounts;

/// <summary>What the OpenAPI document says of the accounts of people.</summary>
internal static class AccountDocumentation
{
    /// <summary>An account as examples name it.</summary>
    public const string ExampleAccount = "0193b2c4d5e67f8091a2b3c4d5e6f715";

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["account"] = ExampleAccount };

    public static EndpointDocumentation List { get; } = new(
        "账号 | Accounts", "谁用姓名和密码登录网页，先建的在前。 | Who signs in to the console with a name and a password, the oldest first.")
    {
        Response = typeof(UserAccountPageContract),
        Failures = [400, 401, 403, 503],
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
    };

    public static EndpointDocumentation Create { get; } = new(
        "新建账号 | Make an account",
        """
        答复里的 password 是一次性密码，只显示这一次，72 小时内有效；本人用它登录后先改密码，改好之前什么都做不了。
        The password in the answer is for signing in once and is shown this once. It works for 72 hours; whoever signs in with it changes
        it first, and can do nothing before.
        """)
    {
        Body = typeof(UserAccountRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(UserAccountContract),
        Successes = [201],
        Failures = [400, 401, 403, 404, 413, 415, 503],
        Headers = ["ETag"],
        Examples =
        [
            new("approver", "审核员 | Who approves", RequestBodies.Json, """{ "name": "审核员", "role": "approver" }""", 201),
            new("preparer", "一个村的制单员 | Who prepares for one village", RequestBodies.Json,
                """{ "name": "制单员", "role": "preparer", "organization": "tangwan" }""", 201),
            new("mistakes", "没有这个角色 | No such role", RequestBodies.Json, """{ "name": "制单员", "role": "boss" }""", 400),
        ],
    };

    public static EndpointDocumentation Change { get; } = new(
        "修改账号 | Change an account",
        """
        正文说明全部：角色、组织和是否启用；姓名不能改。这个账号已登录的网页马上失效。自己的账号要由另一位管理员改。
        The body says all of it: role, organisation, and whether it can sign in; the name stays. Pages that are open with it end at once.
        Another administrator changes your own.
        """)
    {
        Body = typeof(UserAccountChangeContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(UserAccountContract),
        Failures = [400, 401, 403, 404, 412, 413, 415, 503],
        Headers = ["ETag"],
        Parameters = [StoredParameters.IfMatch],
        Examples =
        [
            new("disable", "停用 | Disabled", RequestBodies.Json,
                """{ "role": "preparer", "organization": "tangwan", "state": "disabled" }""", 200),
            new("mistakes", "没有这个状态 | No such state", RequestBodies.Json, """{ "role": "preparer", "state": "gone" }""", 400),
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Reset { get; } = new(
        "重设密码 | A new password",
        """
        答复里的 password 是一次性密码，只显示这一次，72 小时内有效。原来的密码和已登录的网页马上失效，锁定也解除。
        The password in the answer is for signing in once and is shown this once; it works for 72 hours. The password before and pages that
        are open end at once, and the account is not locked any more.
        """)
    {
        Response = typeof(UserAccountContract),
        Failures = [400, 401, 403, 404, 412, 503],
        Headers = ["ETag"],
        Parameters = [StoredParameters.IfMatch],
        PathExamples = Path,
    };
}

namespace LinkageService.Errors;

/// <summary>Every message of the host's log.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(1, LogLevel.Information,
        "联结服务已启动：网页和 REST {Rest}，接口说明 {Rest}/swagger，gRPC {Grpc} | Listening: console and REST {Rest}, API pages "
        + "{Rest}/swagger, gRPC {Grpc}")]
    public static partial void Listening(this ILogger log, string rest, string grpc);

    [LoggerMessage(2, LogLevel.Error, "请求出错 | {Method} {Path} failed ({TraceId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string traceId);

    [LoggerMessage(3, LogLevel.Warning, "还没有密钥和账号，所有请求都会得到 401。先在服务器上发一把密钥："
        + "LinkageService keys create --name 管理员 --role administrator，或建一个账号：LinkageService accounts add --name 管理员 --role "
        + "administrator | There is no key or account yet and every call is answered 401. Make the first on this machine: LinkageService "
        + "keys create --name admin --role administrator, or an account: LinkageService accounts add --name admin --role administrator")]
    public static partial void NoKeyYet(this ILogger log);

    [LoggerMessage(4, LogLevel.Warning, "读取方案库失败，稍后再试 | Stored schemes could not be read, tried again soon: {Reason}")]
    public static partial void SchemesNotRead(this ILogger log, string reason);

    [LoggerMessage(5, LogLevel.Error, "库里的方案 {Scheme} 读不了，不提供 | The stored scheme {Scheme} cannot be read and is not served")]
    public static partial void SchemeNotReadable(this ILogger log, string scheme);

    [LoggerMessage(6, LogLevel.Information, "已放入五个演示村：{Households} 户，{Runs} 次核算，打开网页就能看到；"
        + "不要演示数据时，换一个空目录并加 --Demo:Enabled=false | Five demo villages are in: {Households} households, {Runs} runs, see "
        + "the console; to go without, start on an empty folder with --Demo:Enabled=false")]
    public static partial void DemoMade(this ILogger log, int households, int runs);

    [LoggerMessage(7, LogLevel.Warning, "数据库暂时不能用，已答复 503 | The database is not available, answered 503: {Reason}")]
    public static partial void StorageUnavailable(this ILogger log, string reason);

    [LoggerMessage(8, LogLevel.Error, "页面出错 | The page {Address} failed")]
    public static partial void PageFailed(this ILogger log, Exception exception, string address);

    [LoggerMessage(9, LogLevel.Warning, "Chromium 没有打印成功，已答复 503 | Chromium did not print, answered 503: {Reason}")]
    public static partial void PrintFailed(this ILogger log, string reason);

    [LoggerMessage(22, LogLevel.Error, "向 {Webhook} 投递事件时出错 | Delivering events to {Webhook} failed")]
    public static partial void DeliveryFailed(this ILogger log, Exception exception, string webhook);

    [LoggerMessage(27, LogLevel.Error, "批次 {Batch} 里 {Organization} 的核算出错 | The run of {Organization} in batch {Batch} failed")]
    public static partial void BatchRunFailed(this ILogger log, Exception exception, string batch, string organization);

    [LoggerMessage(20, LogLevel.Warning,
        "登录没有成功 | A sign-in failed: {At}, {Door}, from {Address}, key {KeyId}, {Reason}")]
    public static partial void SignInFailed(
        this ILogger log, string at, string door, System.Net.IPAddress address, string keyId, string reason);

    [LoggerMessage(21, LogLevel.Warning,
        "一分钟内登录失败已有 {Count} 次，之后的答复 429，暂不记录 | {Count} sign-ins failed within a minute, more are answered 429 and not "
        + "logged until it is over: from {Address}, key {KeyId}")]
    public static partial void SignInsLimited(this ILogger log, System.Net.IPAddress address, string keyId, int count);

    [LoggerMessage(23, LogLevel.Warning,
        "密码连续错了 {Count} 次，账号锁 {Minutes} 分钟 | {Count} wrong passwords in a row, locked for {Minutes} minutes: {Account}")]
    public static partial void AccountLocked(this ILogger log, string account, int count, int minutes);

    [LoggerMessage(24, LogLevel.Warning,
        "连不上登录服务，已知的密钥照常用 | The issuer of tokens cannot be reached, keys known of it go on being taken: {Issuer}, {Reason}")]
    public static partial void IssuerUnavailable(this ILogger log, Uri issuer, string reason);

    [LoggerMessage(25, LogLevel.Information, "读到了登录服务的说明 | Read what the issuer of tokens says of itself: {Issuer}, {Keys} keys")]
    public static partial void IssuerRead(this ILogger log, Uri issuer, int keys);

    [LoggerMessage(26, LogLevel.Information, "登录服务结束了一个网页登录 | The issuer ended a session of the console: {Issuer}")]
    public static partial void IssuerSessionEnded(this ILogger log, Uri issuer);

    [LoggerMessage(14, LogLevel.Information, "演示数据还没放完就停止了，什么都没有留下；下次启动再放 | Stopped while the demo was being "
        + "made: nothing of it is kept, the next start makes it")]
    public static partial void DemoStopped(this ILogger log);

    [LoggerMessage(15, LogLevel.Warning, "这个数据库里的演示数据是旧版本放到一半留下的，不会补全；要完整的演示，换一个空目录启动 | The "
        + "demo in this database is half of one, left by an older version that was interrupted; for a whole one start on an empty folder")]
    public static partial void DemoIsHalf(this ILogger log);

    [LoggerMessage(40, LogLevel.Information,
        "自检相符：{Figures} 个已知结果，{Milliseconds} 毫秒 | Self-check passed: {Figures} known figures, {Milliseconds} ms")]
    public static partial void SelfChecked(this ILogger log, int figures, int milliseconds);

    [LoggerMessage(32, LogLevel.Warning, "演示银行已开（Demo:Bank）：付款会收到编造的结果，公示会收到编造的异议，不能用来真付款 | The demo bank is "
        + "on (Demo:Bank): payments get results and notices an objection that are made up; pay nobody with this service")]
    public static partial void DemoBankIsOn(this ILogger log);

    [LoggerMessage(33, LogLevel.Warning, "演示银行不动这个数据库：它不是从演示数据开始的 | The demo bank leaves this database alone: it did not begin "
        + "as the demo")]
    public static partial void DemoBankIsOff(this ILogger log);

    [LoggerMessage(34, LogLevel.Warning, "演示银行这一次没有办成，过几秒再办 | The demo bank did not get through and tries again: {Reason}")]
    public static partial void DemoBankFailed(this ILogger log, string reason);

    [LoggerMessage(16, LogLevel.Warning, "数据库现在存不了东西，/readyz 答复 503 | The database takes no changes, /readyz answers 503: {Reason}")]
    public static partial void NotReady(this ILogger log, string reason);

    [LoggerMessage(17, LogLevel.Information, "数据库又能存了 | The database takes changes again")]
    public static partial void ReadyAgain(this ILogger log);

    [LoggerMessage(18, LogLevel.Warning, "其他用户也能打开这些文件，里面有农户的姓名、金额或密钥；请执行 chmod go-rwx | Other users of this "
        + "machine can open these, which hold names, amounts or keys; run chmod go-rwx on them: {Files}")]
    public static partial void FilesAreOpen(this ILogger log, string files);

    [LoggerMessage(41, LogLevel.Warning, "备份文件夹不在或打不开，现在做不了备份：请建好它、接好它的硬盘，或改 Backup:Folder | The folder for "
        + "backups is not there or cannot be opened, none can be made now; make it, attach its disk, or change Backup:Folder: {Folder}")]
    public static partial void NoBackupFolder(this ILogger log, string folder);

    [LoggerMessage(29, LogLevel.Information, "数据库的表已升级；升级前的副本在 {Copy}，核对无误后可以删除 | The tables of the database were brought up to "
        + "date; as it was before, it is kept in {Copy}, to be deleted once all is well")]
    public static partial void OldCopyKept(this ILogger log, string copy);

    [LoggerMessage(30, LogLevel.Warning, "密钥文件缺少数据库要用的密钥，继续用已经读到的；见 LinkageService key-file status | The key file lacks a key that "
        + "the database needs; those known so far go on. See LinkageService key-file status")]
    public static partial void KeyFileLacksKeys(this ILogger log);

    [LoggerMessage(31, LogLevel.Error, "有号码打不开，不能用新密钥重新加密；请运行 LinkageService verify | A number cannot be opened and is not sealed "
        + "with the new key; run LinkageService verify")]
    public static partial void NumberCannotBeRenewed(this ILogger log, Exception exception);
}

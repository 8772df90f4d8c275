using LinkageService.Http;

namespace LinkageService.Features.Erasure;

/// <summary>What the OpenAPI document says of erasures.</summary>
internal static class ErasureDocumentation
{
    public static EndpointDocumentation Erase { get; } = new(
        "删除农户的个人信息 | Erase what identifies the people of a household",
        """
        从本户的全部记录里删去身份证号、账号、电话、备注和成员姓名；进过核算的，户名随会计凭证保留，没进过的也删去。面积、份额、金额、摘要、
        存证和审计日志不变。要先退出名册，钱都已付清。不能恢复；以前的备份里还有，删掉备份才没有。
        Takes ID and account numbers, phone, remark and names of members out of all facts about the household. A household that is in a run
        keeps its own name, as part of the vouchers; one that never was loses it too. Holdings, amounts, digests, proofs and the audit log
        stay as they are. It has to be off the roster, with nothing left to be paid. There is no way back; backups made before still have
        the data until they are deleted.
        """)
    {
        Body = typeof(EraseHouseholdContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(ErasedHouseholdContract),
        Failures = [400, 401, 403, 404, 409, 413, 415, 503],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["org"] = "tangwan", ["id"] = "0006" },
        Examples =
        [
            new("asked", "本人要求 | Asked for", RequestBodies.Json, """{ "requestedBy": "本人", "reason": "已迁出，要求删除个人信息" }""", 200),
            new("noReason", "没有写原因 | Without a reason", RequestBodies.Json, """{ "requestedBy": "本人" }""", 400),
        ],
    };
}

using Tessera.Server.Modules.Learning.Certificates;
using Tessera.Server.Modules.Learning.Courses;
using Tessera.Server.Modules.Learning.Enrolments;
using Tessera.Server.Modules.Learning.Paths;
using Tessera.Server.Modules.Learning.Reminders;

namespace Tessera.Server.Modules.Learning;

/// <summary>Courses and webinars, who takes them, what came of it, and who is certified in what (PP-2).</summary>
internal static class LearningModule
{
    public static void AddLearning(this IServiceCollection services) => services.AddSingleton<LearningPost>().AddSingleton<CourseNews>().AddSingleton<EnrolmentDesk>().AddSingleton<ExpiryRound>();

    public static void MapLearning(this IEndpointRouteBuilder routes)
    {
        ListCertificationPaths.Map(routes);
        SaveCertificationPath.Map(routes);
        ListCourses.Map(routes);
        ReadCourse.Map(routes);
        CreateCourse.Map(routes);
        ChangeCourse.Map(routes);
        CancelCourse.Map(routes);
        EnrolPerson.Map(routes);
        WithdrawPerson.Map(routes);
        RecordResults.Map(routes);
        ReadCertifications.Map(routes);
        ExportCertifications.Map(routes);
        RevokeCertificate.Map(routes);
        RemindPerson.Map(routes);
    }
}

import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { CommissionCommands } from './commands/commission.js';
import { AmendmentReviewCommands } from './commands/amendment-review.js';
import { AmendmentCommands } from './commands/amendment.js';
import { ContractWithdrawalCommands } from './commands/contract-withdrawal.js';
import { DrawCommands } from './commands/draw.js';
import { OpeningCommands } from './commands/opening.js';
import { RehearsalCommands } from './commands/rehearsal.js';
import { AttachmentCommands } from './commands/attachment.js';
import { PrintCommands } from './commands/print.js';
import { TemplateCommands } from './commands/template.js';
import { ContractCommands } from './commands/contract.js';
import { OwnershipCommands } from './commands/ownership.js';
import { CustomerExportCommands } from './commands/customer-export.js';
import { UnmaskingCommands } from './commands/unmasking.js';
import { CustomerCommands } from './commands/customer.js';
import { DiscountApprovalCommands } from './commands/discount-approval.js';
import { FilingCommands } from './commands/filing.js';
import { ListCommands } from './commands/list.js';
import { ConsentCommands } from './commands/consent.js';
import { ReservationCommands } from './commands/reservation.js';
import { QuotationCommands } from './commands/quotation.js';
import { ReviewCommands } from './commands/review.js';
import { AssessmentCommands } from './commands/assessment.js';
import { ChannelCommands } from './commands/channel.js';
import { TeamCommands } from './commands/team.js';
import { ServiceRequestCommands } from './commands/service-request.js';
import { ChangeCommands } from './commands/change.js';
import { KeepCommands } from './commands/keep.js';
import { SigningDelayCommands } from './commands/signing-delay.js';
import { SwapCommands } from './commands/swap.js';
import { SubscriptionCommands } from './commands/subscription.js';
import { SupplementCommands } from './commands/supplement.js';
import { TakeoverCommands } from './commands/takeover.js';
import { TakeoverReversalCommands } from './commands/takeover-reversal.js';
import { TableJob, TableJobFile, TableJobRow } from './entities/table-job.js';
import { TakeoverQueries } from './queries/takeover.js';
import { TakeoverReactions } from './reactions/takeover.js';
import { SurveyCommands } from './commands/survey.js';
import { Assessment, AssessmentMonth, AssessmentWeights, Target } from './entities/assessment.js';
import { ChannelCommission, ChannelPartner, ChannelReport, ChannelRule } from './entities/channel.js';
import { MortgageTask } from './entities/mortgage-task.js';
import { DealMoney, DealPaid } from './entities/deal-money.js';
import { Team, TeamMember } from './entities/team.js';
import { CommissionFlag } from './entities/commission-flag.js';
import { CustomerEntry } from './entities/customer-entry.js';
import { ServiceRequest, ServiceRequestHistory } from './entities/service-request.js';
import { Questionnaire, Survey } from './entities/survey.js';
import { Attachment } from './entities/attachment.js';
import { Contract, ContractReview } from './entities/contract.js';
import { CustomerAppeal } from './entities/appeal.js';
import { CustomerAssignment } from './entities/assignment.js';
import { Colleague } from './entities/colleague.js';
import { CustomerExport, CustomerExportDownload } from './entities/customer-export.js';
import { Unmasking } from './entities/unmasking.js';
import { CustomerCollision } from './entities/collision.js';
import { Customer, CustomerEvent, CustomerPhone } from './entities/customer.js';
import { Amendment, ContractVersion } from './entities/amendment.js';
import { ContractWithdrawal } from './entities/contract-withdrawal.js';
import { PaperTaken, PaperTemplate } from './entities/paper.js';
import { DiscountApproval } from './entities/discount-approval.js';
import { Discount } from './entities/discount.js';
import { Hold } from './entities/hold.js';
import { Member } from './entities/member.js';
import { ConstructionNode } from './entities/node.js';
import { Offer } from './entities/offer.js';
import { Permit } from './entities/permit.js';
import { Favourites, Opening } from './entities/opening.js';
import { OpeningParticipant } from './entities/participant.js';
import { Plan } from './entities/plan.js';
import { Project } from './entities/project.js';
import { Quotation } from './entities/quotation.js';
import { SigningDelay } from './entities/signing-delay.js';
import { SubscriptionChange } from './entities/subscription-change.js';
import { SubscriptionKeep } from './entities/subscription-keep.js';
import { Subscription } from './entities/subscription.js';
import { Reservation, ReservationConsent } from './entities/reservation.js';
import { Settlement, Supplement } from './entities/supplement.js';
import { Registry, registryHere } from './ports/registry.js';
import { CommissionQueries } from './queries/commission.js';
import { ServiceRequestQueries } from './queries/service-request.js';
import { AssessmentQueries } from './queries/assessment.js';
import { ChannelQueries } from './queries/channel.js';
import { TaskQueries } from './queries/task.js';
import { SurveyQueries } from './queries/survey.js';
import { AmendmentQueries } from './queries/amendment.js';
import { ContractWithdrawalQueries } from './queries/contract-withdrawal.js';
import { AttachmentQueries } from './queries/attachment.js';
import { TemplateQueries } from './queries/template.js';
import { ContractQueries } from './queries/contract.js';
import { DiscountApprovalQueries } from './queries/discount-approval.js';
import { OwnershipQueries } from './queries/ownership.js';
import { CustomerQueries } from './queries/customer.js';
import { ListQueries } from './queries/list.js';
import { AttemptQueries } from './queries/attempt.js';
import { OpeningQueries } from './queries/opening.js';
import { ReservationQueries } from './queries/reservation.js';
import { MessageCommands } from './commands/message.js';
import { Message, MessageOptOut } from './entities/message.js';
import { Sms, smsHere } from './ports/sms.js';
import { QuotationQueries } from './queries/quotation.js';
import { ChangeQueries } from './queries/change.js';
import { SubscriptionQueries } from './queries/subscription.js';
import { ChangeReactions } from './reactions/changes.js';
import { SalesClock } from './reactions/clock.js';
import { FinanceReactions } from './reactions/finance.js';
import { ContractWithdrawalReactions } from './reactions/contract-withdrawal.js';
import { HandoverReactions } from './reactions/handover.js';
import { InventoryReactions } from './reactions/inventory.js';
import { PermitReactions } from './reactions/permits.js';
import { MembershipReactions } from './reactions/membership.js';
import { MortgageTaskReactions } from './reactions/mortgage-task.js';
import { RegistryReactions } from './reactions/registry.js';
import { ChannelReactions } from './reactions/channel.js';
import { MortgageReactions } from './reactions/mortgage.js';
import { MessageReactions } from './reactions/messages.js';
import { MoneyReactions } from './reactions/money.js';
import { PeopleReactions } from './reactions/people.js';
import { SalesReactions } from './reactions/sales.js';
import { TeamClock } from './reactions/team-clock.js';
import { OpeningClock } from './reactions/openings.js';
import { ReservationClock } from './reactions/reservations.js';
import { SlipReactions } from './reactions/slip.js';
import { UnfilingReactions } from './reactions/unfiling.js';

const entities = [
  ...[Project, Plan, Discount, Offer],
  ...[Customer, CustomerEvent, CustomerPhone],
  ...[Unmasking, CustomerExport, CustomerExportDownload],
  ...[CustomerAssignment, CustomerCollision, CustomerAppeal, Colleague],
  ...[Hold],
  ...[ConstructionNode, Member],
  ...[Reservation, ReservationConsent],
  ...[Quotation, Permit],
  ...[Opening, OpeningParticipant, Favourites],
  ...[Subscription, TableJob, TableJobFile, TableJobRow],
  ...[SubscriptionChange, SubscriptionKeep, SigningDelay],
  ...[Contract, ContractReview],
  ...[Amendment, ContractVersion, DiscountApproval],
  ...[ContractWithdrawal],
  ...[PaperTaken, PaperTemplate],
  ...[Settlement, Supplement],
  ...[Attachment],
  ...[CustomerEntry, Questionnaire, Survey, CommissionFlag],
  ...[ServiceRequest, ServiceRequestHistory],
  ...[MortgageTask, Message, MessageOptOut],
  ...[ChannelPartner, ChannelRule, ChannelReport, ChannelCommission],
  ...[Team, TeamMember, Target, AssessmentWeights, AssessmentMonth, Assessment, DealMoney, DealPaid],
];

const controllers = [
  ...[ListCommands, ListQueries],
  ...[CustomerCommands, CustomerQueries],
  ...[UnmaskingCommands, CustomerExportCommands],
  ...[OwnershipCommands, OwnershipQueries],
  ...[OpeningCommands, RehearsalCommands, DrawCommands, OpeningQueries, AttemptQueries],
  ...[ReservationCommands, ConsentCommands, ReservationQueries],
  ...[SubscriptionCommands, SubscriptionQueries],
  ...[KeepCommands, ChangeCommands, SwapCommands, SigningDelayCommands, ChangeQueries],
  ...[ContractCommands, ContractQueries, ReviewCommands],
  ...[FilingCommands, TakeoverCommands, TakeoverReversalCommands, TakeoverQueries],
  ...[AmendmentCommands, AmendmentReviewCommands, AmendmentQueries],
  ...[DiscountApprovalCommands, DiscountApprovalQueries],
  ...[ContractWithdrawalCommands, ContractWithdrawalQueries],
  ...[PrintCommands, TemplateCommands, TemplateQueries],
  ...[SupplementCommands],
  ...[AttachmentCommands, AttachmentQueries],
  ...[QuotationCommands, QuotationQueries],
  ...[SurveyCommands, SurveyQueries],
  ...[CommissionCommands, CommissionQueries],
  ...[ServiceRequestCommands, ServiceRequestQueries],
  ...[TeamCommands, AssessmentCommands, AssessmentQueries],
  ...[ChannelCommands, ChannelQueries],
  ...[TaskQueries, MessageCommands],
];

const providers = [
  ...[InventoryReactions],
  ...[FinanceReactions, ChangeReactions],
  ...[SlipReactions, HandoverReactions, ContractWithdrawalReactions],
  ...[MortgageReactions],
  ...[PeopleReactions],
  ...[SalesClock, TakeoverReactions],
  ...[SalesReactions, TeamClock],
  ...[MembershipReactions, PermitReactions],
  ...[{ provide: Sms, useFactory: () => smsHere() }, MessageReactions, MoneyReactions],
  ...[ChannelReactions],
  ...[MortgageTaskReactions],
  ...[ReservationClock, OpeningClock],
  ...[{ provide: Registry, useFactory: () => registryHere() }, RegistryReactions, UnfilingReactions],
];

@Module({
  imports: [Persistence.of(entities), Messaging.of('sales')],
  controllers,
  providers,
})
export class SalesModule {}

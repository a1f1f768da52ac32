import * as mortgage from '#contracts/mortgage.js';
import { get, post } from './row.js';

// prettier-ignore
export const mortgageRows = [
  get('/v1/mortgages/{applicationId}', 'report.desk', mortgage.MortgageById, '按揭申请', 'A mortgage application'),
  get('/v1/deals/{dealId}/mortgage', 'report.desk', mortgage.MortgageOfDeal, '交易的按揭申请', 'The mortgage application of a deal'),
  get('/v1/projects/{projectId}/mortgages', 'report.desk', mortgage.Mortgages, '按揭清单', 'Mortgage applications of a project'),
  post('/v1/mortgages/{applicationId}/papers', 'mortgage.intake', mortgage.TakeInPapers, '按揭收件', 'Take in mortgage papers'),
  post('/v1/mortgages/{applicationId}/check', 'mortgage.check', mortgage.CheckPapers, '按揭复核', 'Check mortgage papers'),
  post('/v1/mortgages/{applicationId}/bank', 'mortgage.choose-bank', mortgage.ChooseBank, '确定送审银行', 'Choose the bank'),
  post('/v1/mortgages/{applicationId}/submission', 'mortgage.submit', mortgage.SubmitToBank, '按揭送审', 'Submit to the bank'),
  post('/v1/mortgages/{applicationId}/customer-signature', 'mortgage.submit', mortgage.RecordCustomerSigned, '客户签署贷款合同', 'The customer signed at the bank'),
  post('/v1/mortgages/{applicationId}/registration', 'mortgage.submit', mortgage.RegisterMortgage, '抵押登记', 'Register the mortgage'),
  post('/v1/mortgages/{applicationId}/disbursements/{disbursementId}/confirmation', 'mortgage.disbursement', mortgage.ConfirmDisbursement, '放款登记', 'Confirm a disbursement'),
];

import type { PaperKind, TemplateBlock } from '#contracts/sales-contracts.js';

/** The papers as this house writes them, until a project has samples of its own (CON-7, §3.1.3). */
export const defaultTemplates: Record<PaperKind, { title: string; blocks: TemplateBlock[] }> = {
  subscription: {
    title: '房屋定购协议',
    blocks: [
      heading('双方'),
      parties(),
      heading('定购房屋'),
      unit(),
      heading('第一条  价款'),
      text('房屋总价款为人民币 {price} 元。价目表价为人民币 {listPrice} 元，优惠依已公布或已批准的优惠计算。'),
      heading('第二条  定金'),
      text('买受人于 {depositBy} 前交付定金人民币 {deposit} 元；签订买卖合同后，定金抵作房款。'),
      text('逾期未交定金的，本协议自动失效，出卖人可另行出售该房屋。'),
      heading('第三条  签约'),
      text('双方于 {signBy} 前签订商品房买卖合同。买受人无正当理由逾期不签的，出卖人有权解除本协议并依法处理定金。'),
      heading('第四条  其他'),
      text('本协议一式三份，出卖人执二份，买受人执一份，自定金交足之日起生效。'),
      signatures(),
    ],
  },
  contract: {
    title: '商品房买卖合同',
    blocks: [
      heading('合同双方当事人'),
      parties(),
      heading('第一条  房屋基本情况'),
      unit(),
      heading('第二条  计价方式与价款'),
      text(
        '该房屋按{pricingBasis}计价，单价每平方米人民币 {pricePerM2} 元，总价款人民币 {price} 元，其中贷款 {loan} 元。',
      ),
      heading('第三条  付款方式及期限'),
      schedule(),
      heading('第四条  买受人逾期付款的违约责任'),
      text(
        '买受人逾期付款在 {buyerGraceDays} 日之内的，自约定的应付期限之次日起至实际支付之日止，按逾期应付款的日 {buyerLateRate} 支付违约金。{buyerTier}',
      ),
      heading('第五条  交付期限'),
      text('出卖人应当于 {handoverBy} 前将该房屋交付买受人，并至少提前 {handoverNoticeDays} 日书面通知。'),
      heading('第六条  出卖人逾期交房的违约责任'),
      text(
        '出卖人逾期交房的，按买受人已付房价款的日 {sellerLateRate} 支付违约金，宽限期为 {sellerGraceDays} 日。{sellerTier}',
      ),
      heading('第七条  面积差异的处理'),
      text('{areaClause}'),
      heading('第八条  登记备案与产权登记'),
      text('{filingClause}{titleClause}'),
      heading('第九条  其他'),
      text('本合同自双方签字盖章之日起生效。未尽事项由双方另签补充协议，补充协议与本合同具有同等效力。'),
      signatures(),
    ],
  },
  amendment: {
    title: '商品房买卖合同变更协议',
    blocks: [
      heading('双方'),
      parties(),
      text(
        '双方于 {signedOn} 签订编号为 {number} 的商品房买卖合同，房屋为 {unitCode}。因 {reason}，双方同意变更为第 {version} 版，内容如下：',
      ),
      heading('一、价款'),
      text('变更前总价款人民币 {oldPrice} 元，变更后总价款人民币 {price} 元，其中贷款 {loan} 元。'),
      heading('二、付款'),
      schedule(),
      heading('三、条款'),
      text('交付期限为 {handoverBy}；买受人逾期付款违约金为日 {buyerLateRate}，宽限 {buyerGraceDays} 日；'),
      text('出卖人逾期交房违约金为日 {sellerLateRate}，宽限 {sellerGraceDays} 日。{areaClause}'),
      heading('四、其他'),
      text('除上述变更外，原合同其余条款不变。本协议与原合同不一致的，以本协议为准。'),
      signatures(),
    ],
  },
  supplement: {
    title: '商品房买卖合同补充协议',
    blocks: [
      heading('双方'),
      parties(),
      text(
        '双方于 {signedOn} 签订编号为 {number} 的商品房买卖合同，房屋为 {unitCode}。经实测，双方就面积差款达成如下补充协议：',
      ),
      heading('一、面积差款'),
      text('合同价款人民币 {oldPrice} 元，面积差款人民币 {difference} 元，结算后价款人民币 {price} 元。'),
      heading('二、其他'),
      text('面积差款为正的，由买受人补付；为负的，由出卖人退还。本协议与原合同具有同等效力。'),
      signatures(),
    ],
  },
};

function heading(words: string): TemplateBlock {
  return { kind: 'heading', text: words };
}

function text(words: string): TemplateBlock {
  return { kind: 'text', text: words };
}

function parties(): TemplateBlock {
  return { kind: 'parties' };
}

function unit(): TemplateBlock {
  return { kind: 'unit' };
}

function schedule(): TemplateBlock {
  return { kind: 'schedule' };
}

function signatures(): TemplateBlock {
  return { kind: 'signatures' };
}
